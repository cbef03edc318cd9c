import { rowFate } from '@fintrack/contract';

/** Which of an import's rows the page shows. */
export interface RowView {
  readonly fate?: (typeof rowFate)['_output'] | undefined;
  /** Cursor of the page before. */
  readonly after?: string | undefined;
  /** The number of the row that is being corrected. */
  readonly edit?: string | undefined;
}

/** Reads the view of an address. */
export function readRowView({
  fate,
  after,
  edit,
}: Record<'fate' | 'after' | 'edit', string | undefined>): RowView {
  const read = rowFate.safeParse(fate);
  return { fate: read.success ? read.data : undefined, after, edit };
}

/** The address of an import's page with this view. */
export function viewHref(importId: string, view: RowView): string {
  return `/import/${importId}${viewQuery(view)}`;
}

/** The view as a query, empty for all rows from the first on. */
export function viewQuery({ fate, after, edit }: RowView): string {
  const pairs = Object.entries({ fate, after, edit }).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value]],
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}
