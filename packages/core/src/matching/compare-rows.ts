import type { CalendarDate } from '../dates/index.ts';
import { chooseWeighed, weighPair } from './choose-duplicates.ts';
import type { IdCounts } from './id-trust.ts';
import type { OpenLine, OpenRow } from './judge-duplicate.ts';
import { type ExactPairing, type ImportedRow, pairExactly } from './plan-import.ts';
import { type MatchableRow, usableId } from './trustworthy-external-ids.ts';

/** A line of a file as the second version of the rule sees it. */
export interface ComparedLine extends MatchableRow {
  readonly date: CalendarDate;
  /** Minor units of the account's currency, negative leaves the account. */
  readonly amountMinor: bigint;
  /** The bank's own texts: description, payee. */
  readonly texts: readonly string[];
  readonly isPending: boolean;
}

/** A row of the account, also one that the user has deleted. */
export interface ComparedRow {
  readonly id: string;
  readonly deleted: boolean;
  /** The bank lines that it is known by: the one it was booked from and others that were found to be it. */
  readonly lines: readonly MatchableRow[];
  readonly date: CalendarDate;
  readonly amountMinor: bigint;
  readonly texts: readonly string[];
  readonly isPending: boolean;
  readonly isTransfer: boolean;
}

/** What comparing has to know beyond the rows. */
export interface ComparingRules {
  /** What earlier files of the source have shown of its ids. */
  readonly ids: IdCounts;
  /** The user has said that these two are two rows. */
  readonly isRejected: (line: ComparedLine, row: ComparedRow) => boolean;
}

/** What becomes of a line. match: it brings the row up to date; ask: only the user can say. */
export type ComparedFate =
  | { readonly fate: 'new' }
  | {
      readonly fate: 'duplicate' | 'deleted' | 'match' | 'ask';
      readonly rowId: string;
      /** Null for an exact match. */
      readonly score: number | null;
    };

/**
 * The second version of the rule: the exact steps of {@link pairExactly}, then what is left over weighed pair by pair.
 * The server's set-based statements follow it for files of every size; a test compares the two.
 * See docs/specs/import-matching.md.
 * @param lines of one account in file order; @param rows all of the account. @returns one fate a line, in order.
 */
export function compareRows(
  lines: readonly ComparedLine[],
  rows: readonly ComparedRow[],
  rules: ComparingRules,
): ComparedFate[] {
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  const exact = pairExactly(lines, rows.flatMap(identitiesOf), rules.ids);
  const fates = lines.map((line, index): ComparedFate | null => {
    const found = exact.fates[index];
    if (!found || found.fate === 'new') return null;
    const row = rowOf.get(rowIdOf(found.existingId));
    return row ? settle(line, row, { isExact: true, score: null }) : null;
  });
  const taken = new Set(fates.flatMap((fate) => (fate && 'rowId' in fate ? [fate.rowId] : [])));
  const open = rows.filter((row) => !taken.has(row.id) && !(row.deleted && row.lines.length === 0));
  for (const { lineId, rowId, zone, score } of weighLeft({ lines, fates, open, exact }, rules)) {
    const [line, row] = [lines[Number(lineId)], rowOf.get(rowId)];
    if (!line || !row) continue;
    fates[Number(lineId)] =
      zone === 'ask' ? { fate: 'ask', rowId, score } : settle(line, row, { isExact: false, score });
  }
  return fates.map((fate) => fate ?? { fate: 'new' });
}

/** A row under each of its lines; the id tells them apart and keeps the order of the rows. */
function identitiesOf(row: ComparedRow): ImportedRow[] {
  const { deleted, isPending } = row;
  return row.lines.map((line, index) => ({ ...line, id: `${row.id}#${index}`, deleted, isPending }));
}

function rowIdOf(identity: string): string {
  return identity.slice(0, identity.lastIndexOf('#'));
}

/** A posted line settles a pending row; any other line that is here already changes nothing. */
function settle(
  line: ComparedLine,
  row: ComparedRow,
  { isExact, score }: { readonly isExact: boolean; readonly score: number | null },
): ComparedFate {
  if (row.deleted) return { fate: 'deleted', rowId: row.id, score };
  const isUpdate = row.isPending && (!line.isPending || !isExact);
  return { fate: isUpdate ? 'match' : 'duplicate', rowId: row.id, score };
}

interface LeftOver {
  readonly lines: readonly ComparedLine[];
  readonly fates: readonly (ComparedFate | null)[];
  readonly open: readonly ComparedRow[];
  readonly exact: ExactPairing;
}

function weighLeft({ lines, fates, open, exact }: LeftOver, rules: ComparingRules) {
  const days = lines.filter(({ isPending }) => !isPending).map(({ date }) => date);
  const [first, last] = [days.toSorted().at(0), days.toSorted().at(-1)];
  const isCovered = (row: ComparedRow) =>
    first !== undefined && last !== undefined && row.date >= first && row.date <= last;
  const pairs = lines.flatMap((line, index) => {
    if (fates[index]) return [];
    return open.flatMap((row) => {
      const isSettled = !line.isPending && !row.isPending && row.lines.length > 0;
      if ((isSettled && !isCovered(row)) || rules.isRejected(line, row)) return [];
      const weighed = weighPair({
        line: toOpenLine(line, index, exact.trusted),
        row: toOpenRow(row),
        ids: exact.ids,
      });
      return weighed ? [weighed] : [];
    });
  });
  return chooseWeighed(pairs);
}

function toOpenLine(line: ComparedLine, index: number, trusted: ReadonlySet<string>): OpenLine {
  const id = usableId(line.externalId);
  return { ...line, id: String(index), externalId: id !== null && trusted.has(id) ? id : null };
}

function toOpenRow(row: ComparedRow): OpenRow {
  const [own] = row.lines;
  return { ...row, isTyped: own === undefined, externalId: usableId(own?.externalId ?? null) };
}
