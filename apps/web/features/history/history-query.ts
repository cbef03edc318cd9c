import { changeSet, listChangeSets } from '@fintrack/contract';
import { type CalendarDate, isCalendarDate } from '@fintrack/core/dates';
import { readParam, type SearchParams } from '@/lib/search-params.ts';

/** What the history is narrowed to, as it stands in the address. */
export interface HistoryQuery {
  readonly kind?: ReturnType<typeof changeSet.shape.kind.parse> | undefined;
  readonly userId?: string | undefined;
  readonly from?: CalendarDate | undefined;
  readonly to?: CalendarDate | undefined;
}

/** Reads an address; what the API would refuse is left out, so that an old link still shows a list. */
export async function readHistoryQuery(searchParams: SearchParams): Promise<HistoryQuery> {
  const day = async (name: 'from' | 'to'): Promise<CalendarDate | undefined> => {
    const text = await readParam(searchParams, name);
    return text !== undefined && isCalendarDate(text) ? text : undefined;
  };
  const userId = await readParam(searchParams, 'userId');
  return {
    kind: changeSet.shape.kind
      .optional()
      .catch(undefined)
      .parse(await readParam(searchParams, 'kind')),
    userId: listChangeSets.query.shape.userId.safeParse(userId).success ? userId : undefined,
    from: await day('from'),
    to: await day('to'),
  };
}

/** The address of the history so narrowed, with something changed. */
export function historyHref(query: HistoryQuery, changes: HistoryQuery & { cursor?: string } = {}): string {
  const pairs = Object.entries({ ...query, ...changes }).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  return pairs.length === 0 ? '/history' : `/history?${new URLSearchParams(pairs).toString()}`;
}
