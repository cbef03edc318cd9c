import { daysBetween } from '../dates/index.ts';
import type { BookRow } from './evidence.ts';
import { type Draft, type SearchCase, when } from './search-case.ts';

/** Two entries of one payment lie this near. */
const DOUBLE_DAYS = 4;
/** The bank takes this long to book what was paid. */
const SLOW_DAYS = 7;

/** Rows that the books have and the bank does not: each mend takes the row's amount out of the books. */
export function surplusRows(search: SearchCase): Draft[] {
  const doubled = doubledRows(search);
  // Either of two twins is named once already, as a double.
  const named = new Set(
    doubled.flatMap((draft) => draft.items.map((item) => (item.source === 'row' ? item.row.id : ''))),
  );
  const isNamed = (draft: Draft) =>
    draft.items.some((item) => item.source === 'row' && named.has(item.row.id));
  return [...doubled, ...extraRows(search).filter((draft) => !isNamed(draft))];
}

function doubledRows(search: SearchCase): Draft[] {
  const twins = new Map<string, BookRow[]>();
  for (const row of search.evidence.rows) {
    if (row.status === 'pending') continue;
    const key = row.amountMinor.toString();
    const group = twins.get(key);
    if (group) group.push(row);
    else twins.set(key, [row]);
  }
  const deletable = new Set(search.suspectRows.map((row) => row.id));
  return [...twins.values()].flatMap((group) => pairsOf(search, group, deletable));
}

/** Each row with its nearest twin; of the two the one that has less behind it goes. */
function pairsOf(search: SearchCase, group: readonly BookRow[], deletable: ReadonlySet<string>): Draft[] {
  const drafts = new Map<string, Draft>();
  const rows = group.toSorted(
    (left, right) => compareText(left.date, right.date) || compareText(left.id, right.id),
  );
  for (const [index, first] of rows.entries()) {
    for (const second of rows.slice(index + 1)) {
      if (!search.budget.take() || daysBetween(first.date, second.date) > DOUBLE_DAYS) break;
      const [kept, copy] = chooseCopy(search, first, second);
      if (!deletable.has(copy.id)) continue;
      const draft = doubleOf(search, kept, copy);
      const known = drafts.get(copy.id);
      if (!known || weight(known) < weight(draft)) drafts.set(copy.id, draft);
    }
  }
  return [...drafts.values()];
}

function chooseCopy(search: SearchCase, first: BookRow, second: BookRow): readonly [BookRow, BookRow] {
  return standing(search, first) > standing(search, second)
    ? [first, second]
    : standing(search, second) > standing(search, first)
      ? [second, first]
      : [first, second];
}

/** What speaks for a row being the true one. */
function standing({ match }: SearchCase, row: BookRow): number {
  return (
    (row.status === 'reconciled' ? 8 : 0) +
    (match.lineOf.has(row.id) ? 4 : 0) +
    (row.importId === null ? 0 : 2)
  );
}

function doubleOf({ match }: SearchCase, kept: BookRow, copy: BookRow): Draft {
  const hasLine = match.lineOf.has(copy.id);
  const days = Math.abs(daysBetween(kept.date, copy.date));
  return {
    kind: 'doubled_row',
    effectMinor: -copy.amountMinor,
    base: 56,
    points: [
      ...when(days === 0, 6, 'Both are of one day.'),
      ...when(days > 0, 0, days === 1 ? 'They are a day apart.' : `They are ${days} days apart.`),
      ...when(copy.label !== '' && copy.label === kept.label, 14, 'Both have the same text.'),
      ...when(
        copy.importId === null && kept.importId !== null,
        10,
        'One was entered by hand, the other imported.',
      ),
      ...when(
        copy.importId !== null && kept.importId !== null && copy.importId !== kept.importId,
        8,
        'They come from two files.',
      ),
      ...when(!hasLine && match.covers(copy.date), 16, "The bank's file has it once."),
      ...when(
        hasLine && match.lineOf.has(kept.id) && copy.importId === kept.importId,
        -24,
        'But one file of the bank has both.',
      ),
      ...when(copy.isTransfer, -8, 'It is a transfer: the other account changes, too.'),
    ],
    items: [
      { source: 'row', row: copy },
      { source: 'row', row: kept },
    ],
    mend: { kind: 'delete_row', rowId: copy.id },
    date: copy.date,
  };
}

/** A row that the bank does not have: late at the end of the last statement, or not at all. */
function extraRows({ evidence, match, suspectRows, targets }: SearchCase): Draft[] {
  const wanted = new Set(targets.map((target) => -target));
  return suspectRows
    .filter((row) => wanted.has(row.amountMinor))
    .map((row) => {
      const isAbsent = match.covers(row.date) && !match.lineOf.has(row.id);
      const isLate =
        evidence.nextDriftMinor === null && daysBetween(row.date, evidence.segment.until) <= SLOW_DAYS;
      return {
        kind: 'extra_row',
        effectMinor: -row.amountMinor,
        base: 30,
        points: [
          ...when(isAbsent, 36, "The bank's file of that day does not have it."),
          ...when(match.lineOf.has(row.id), -20, "But the bank's file has it."),
          ...when(isLate, 10, 'It is of the last days before: the bank may book it later.'),
          ...when(row.importId === null, 6, 'It was entered by hand.'),
          ...when(row.isTransfer, -8, 'It is a transfer: the other account changes, too.'),
        ],
        items: [{ source: 'row', row }],
        mend: { kind: isLate ? 'mark_pending' : 'delete_row', rowId: row.id },
        date: row.date,
      };
    });
}

function weight(draft: Draft): number {
  return draft.points.reduce((sum, point) => sum + point.score, draft.base);
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
