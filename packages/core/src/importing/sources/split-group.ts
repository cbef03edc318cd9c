import { MAX_MINOR } from '../../money/index.ts';
import type { StatementRow, StatementSplit } from '../statement-row.ts';
import type { LineReading } from './csv-source.ts';

/** A line that says that it is the `at`-th of `count` parts of a split. */
export interface SplitPart {
  readonly at: number;
  readonly count: number;
  readonly read: LineReading;
}

/** No split has more parts; a longer run of rows is none. */
const MAX_PARTS = 500;

/**
 * Gathers lines that stand one after the other and are parts of one split, in any order. When the parts are complete
 * they become one row with splits; when they are not, every part is a row of its own, so that no money is lost.
 */
export class SplitGroup {
  #head: LineReading | null = null;
  #parts: SplitPart[] = [];

  /** The row of the whole, which stands above its parts and has no amount of its own. */
  begin(head: LineReading): readonly LineReading[] {
    const before = this.end();
    this.#head = head;
    return before;
  }

  push(part: SplitPart): readonly LineReading[] {
    const before = this.#continues(part) ? [] : this.end();
    this.#parts.push(part);
    return this.#parts.length === part.count || part.count > MAX_PARTS ? [...before, ...this.end()] : before;
  }

  /** Lets go of what was gathered. */
  end(): readonly LineReading[] {
    const [head, parts] = [this.#head, this.#parts];
    this.#head = null;
    this.#parts = [];
    const lines = parts.map((part) => part.read);
    const isComplete = parts.length > 1 && parts.length === parts[0]?.count;
    if (isComplete) return joinParts(head ?? lines[0], lines) ?? headless(head, lines);
    return headless(head, lines);
  }

  #continues(part: SplitPart): boolean {
    const [first] = this.#parts;
    if (first === undefined) return this.#head === null || belongTogether(this.#head, part.read);
    return (
      first.count === part.count &&
      belongTogether(first.read, part.read) &&
      this.#parts.every((other) => other.at !== part.at)
    );
  }
}

function belongTogether(left: LineReading, right: LineReading): boolean {
  if (!left.reading.ok || !right.reading.ok) return false;
  return left.account === right.account && left.reading.row.date === right.reading.row.date;
}

/** Parts of which one is missing: the whole counts where it has an amount, else each part that is there. */
function headless(head: LineReading | null, lines: readonly LineReading[]): readonly LineReading[] {
  if (head === null) return lines;
  if (lines.length === 0 || !head.reading.ok) return [head, ...lines];
  const { row } = head.reading;
  if (row.amountMinor === 0n) {
    return [leftOut(head, 'The parts of this split are rows of their own.'), ...lines];
  }
  const remarks = [...row.remarks, 'Parts of its split are missing in the file, so it is kept whole.'];
  return [
    { ...head, reading: { ok: true, row: { ...row, remarks } } },
    ...lines.map((line) => leftOut(line, `The line is a part of the split in line ${head.line}.`)),
  ];
}

function leftOut(line: LineReading, reason: string): LineReading {
  return { ...line, reading: { ok: false, kind: 'skip', reason } };
}

/**
 * Makes one row of the parts of a split, in the line of its head; the other lines say where they went.
 * @returns null where they do not make one: other currencies, lines that could not be read, or too large a sum.
 */
export function joinParts(
  head: LineReading | undefined,
  parts: readonly LineReading[],
  whole: Partial<Pick<StatementRow, 'description' | 'externalId'>> = {},
): readonly LineReading[] | null {
  const rows = parts.flatMap(({ reading }) => (reading.ok ? [reading.row] : []));
  const [first] = rows;
  if (first === undefined || !head?.reading.ok || rows.length !== parts.length) return null;
  if (rows.some((row) => row.currency !== first.currency)) return null;
  const { category: _category, transferAccount: _transfer, tags: _tags, ...shared } = head.reading.row;
  const balanceMinor = rows.at(-1)?.balanceMinor;
  const amountMinor = rows.reduce((sum, part) => sum + part.amountMinor, 0n);
  if (amountMinor > MAX_MINOR || amountMinor < -MAX_MINOR) return null;
  // A label of one part is a label of the whole: it is found by it.
  const tags = [...new Set(rows.flatMap((part) => part.tags ?? []))];
  const row: StatementRow = {
    ...shared,
    ...whole,
    ...(balanceMinor === undefined ? {} : { balanceMinor }),
    amountMinor,
    ...(tags.length === 0 ? {} : { tags }),
    splits: rows.map(splitOf),
    rawText: [...new Set([shared.rawText, ...rows.map((part) => part.rawText)])].join(' / '),
    remarks: rows.flatMap((part) => part.remarks),
  };
  const reason = `The line is a part of the split in line ${head.line}.`;
  const others = parts.filter((part) => part !== head);
  return [{ ...head, reading: { ok: true, row } }, ...others.map((part) => leftOut(part, reason))];
}

function splitOf({
  amountMinor,
  category,
  payee,
  notes,
  tags,
  transferAccount,
}: StatementRow): StatementSplit {
  return {
    amountMinor,
    ...(category === undefined ? {} : { category }),
    ...(payee === undefined ? {} : { payee }),
    ...(notes === undefined ? {} : { notes }),
    ...(tags === undefined ? {} : { tags }),
    ...(transferAccount === undefined ? {} : { transferAccount }),
  };
}
