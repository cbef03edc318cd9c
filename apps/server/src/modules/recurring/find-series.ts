import { setImmediate } from 'node:timers/promises';
import { addDays, type CalendarDate } from '@fintrack/core/dates';
import { detectSeries, type FoundSeries, groupMerchants, type MerchantRows } from '@fintrack/core/recurrence';
import type { TextGroup } from './repo.groups.ts';

/** A found series with what its newest row says of it. */
export interface Finding extends FoundSeries {
  readonly name: string;
  readonly payeeId: string | null;
  readonly categoryId: string | null;
}

/** How far back a series is looked for: a yearly one has its third row after two years. */
const LOOK_BACK_DAYS = 5 * 366;
/** Other work of the process gets its turn after so many milliseconds. */
const SLICE_MS = 15;

/** The rows that detection looks at. */
export function detectionSpan(today: CalendarDate): { from: CalendarDate; until: CalendarDate } {
  return { from: addDays(today, -LOOK_BACK_DAYS), until: today };
}

/** The series among grouped rows, the most certain first. Gives way to other work again and again. */
export async function findSeries(groups: readonly TextGroup[], today: CalendarDate): Promise<Finding[]> {
  const findings: Finding[] = [];
  let sliceEnds = performance.now() + SLICE_MS;
  for (const merchant of groupMerchants(groups)) {
    const [first] = merchant;
    if (!first) continue;
    const { accountId, currency } = first;
    for (const series of detectSeries(merchant.map(withRows), { today, currency })) {
      const own = merchant.find((group) => group.text === series.text) ?? first;
      const { payeeId, categoryId } = own;
      const name = own.payeeName ?? nameOf(own.text);
      findings.push({ accountId, currency, series, name, payeeId, categoryId });
    }
    if (performance.now() < sliceEnds) continue;
    await setImmediate();
    sliceEnds = performance.now() + SLICE_MS;
  }
  return findings.sort((left, right) => right.series.confidence - left.series.confidence);
}

function withRows({ ids, days, amounts, ...group }: TextGroup): MerchantRows {
  const [dayTexts, amountTexts] = [days.split(','), amounts.split(',')];
  const rows = ids.split(',').map((id, index) => ({
    id,
    day: Number(dayTexts[index]),
    amountMinor: BigInt(amountTexts[index] ?? '0'),
  }));
  return { ...group, rows };
}

/** A bank's text as a name: without the words that hold figures, and not in capitals throughout. */
function nameOf(text: string): string {
  const words = text.split(/\s+/u).filter((word) => word !== '' && !/\p{N}{3,}/u.test(word));
  const plain = words.join(' ').slice(0, 60).trim();
  if (plain === '') return text.trim().slice(0, 60) || 'Without a name';
  if (plain !== plain.toUpperCase()) return plain;
  return plain.toLowerCase().replace(/(^|[\s.*/-])(\p{L})/gu, (_, before: string, letter: string) => {
    return before + letter.toUpperCase();
  });
}
