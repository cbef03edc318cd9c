import { bankWords, type LabelledRow } from '@fintrack/core/categorising';

/** Rows to learn from and rows to be asked about. */
export interface Split {
  readonly train: readonly LabelledRow[];
  readonly test: readonly LabelledRow[];
}

/** How rows are set apart. */
export type SplitKind = 'merchant' | 'time' | 'life';

/** Merchants are asked about either while constants and words are being chosen, or in what is reported: never in both. */
export type MerchantHalf = 'tuning' | 'reported';

/** How rows are set apart, and which. */
export interface SplitOptions {
  readonly kind: SplitKind;
  readonly labels: number;
  readonly seed: number;
  readonly half: MerchantHalf;
}

/**
 * Sets rows apart. `merchant`: every third merchant is asked about, by three rows at most, and none of
 * its rows is learnt from. `time`: the
 * newest two fifths are asked about, less those whose merchant is in what came before. `life`: by time, with what
 * recurs left in, as a user meets it. `labels` rows are learnt from: by merchant any, by time the last ones before.
 */
export function splitRows(rows: readonly LabelledRow[], { kind, labels, seed, half }: SplitOptions): Split {
  const isOfHalf = (row: LabelledRow) => (scatter(merchantOf(row), HALVES) % 2 === 0) === (half === 'tuning');
  if (kind === 'merchant') {
    const isAsked = (row: LabelledRow) => scatter(merchantOf(row), seed) % 3 === 0;
    const pool = byChance(
      rows.filter((row) => !isAsked(row)),
      seed,
    );
    return { train: pool.slice(0, labels), test: atMostOfEach(rows.filter(isAsked)).filter(isOfHalf) };
  }
  const sorted = rows.toSorted((left, right) =>
    left.date < right.date ? -1 : left.date > right.date ? 1 : 0,
  );
  // A seed moves the day that parts them.
  const cut = Math.floor(sorted.length * (0.5 + 0.04 * (seed % 5)));
  const train = sorted.slice(Math.max(0, cut - labels), cut);
  const learnt = new Set(train.map(merchantOf));
  const isAskable = (row: LabelledRow) => kind === 'life' || !learnt.has(merchantOf(row));
  const test = sorted.slice(cut).filter((row) => isOfHalf(row) && isAskable(row));
  return { train, test };
}

/** The seed of the halves: no split has it. */
const HALVES = 4096;

/** A merchant is new once, not a hundred times. */
function atMostOfEach(rows: readonly LabelledRow[]): LabelledRow[] {
  const counts = new Map<string, number>();
  return rows.filter((row) => {
    const merchant = merchantOf(row);
    const count = (counts.get(merchant) ?? 0) + 1;
    counts.set(merchant, count);
    return count <= MOST_OF_A_MERCHANT;
  });
}

const MOST_OF_A_MERCHANT = 3;

/** What makes two descriptions the same: the words that are left when references and dates are gone. */
function merchantOf(row: LabelledRow): string {
  return bankWords(row.text).key || row.text.trim().toLowerCase();
}

function byChance(rows: readonly LabelledRow[], seed: number): LabelledRow[] {
  return rows
    .map((row, index) => ({ row, place: scatter(`${index}`, seed + 1000) }))
    .toSorted((left, right) => left.place - right.place)
    .map(({ row }) => row);
}

/** A number that looks random and is the same at every run. */
function scatter(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ Math.imul(seed + 1, 0x9e3779b1);
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
