import { type CalendarDate, parseCalendarDate } from '@fintrack/core/dates';
import { type ComparedLine, type ComparedRow, compareRows, rowFingerprint } from '@fintrack/core/matching';
import { parseAmount, parseCurrency } from '@fintrack/core/money';

type Label = 'certain' | 'likely' | 'doubtful' | 'different';
/**
 * What comparing did with a line: taken for the first row by itself, asked about, or left a row of its own; wrong and
 * askedOther are the same with another row than the first. Rows that are alike in everything are one as good as another.
 */
export type Outcome = 'taken' | 'asked' | 'own' | 'wrong' | 'askedOther';

/** Rows of an account, a line of a file, and what the line is in truth. */
export interface Scene {
  readonly label: Label;
  readonly rows: readonly SceneRow[];
  readonly line: ComparedLine;
  /** Other lines of the same file, after the one that is judged. */
  readonly others: readonly ComparedLine[];
  /** As it was written, to find it again. */
  readonly text: string;
}

interface SceneRow {
  readonly row: ComparedRow;
  /** The row's own line stands in the file, too. */
  readonly isInFile: boolean;
}

const EUR = parseCurrency('EUR');

/** Reads a table of labelled pairs; the form is described with the table. */
export function readScenes(table: string): Scene[] {
  return table
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((text) => {
      const [label = '', here = '', line = ''] = text.split(' | ').map((part) => part.trim());
      const rows = here.split(' ; ').map((row, index) => readRow(row, `row ${index}`));
      const [judged = '', ...others] = line.split(' ; ');
      return {
        label: readLabel(label),
        rows,
        line: readLine(judged),
        others: others.map((each) => readLine(each)),
        text,
      };
    });
}

function readLabel(text: string): Label {
  if (text === 'certain' || text === 'likely' || text === 'doubtful' || text === 'different') return text;
  throw new Error(`"${text}" is no label.`);
}

const MARKS = new Set(['pending', 'typed', 'deleted', 'same', 'transfer']);

function readParts(text: string) {
  const words = text.split(' ');
  const externalId = words[0]?.startsWith('id=') ? (words.shift()?.slice('id='.length) ?? null) : null;
  const marks = new Set<string>();
  while (MARKS.has(words[0] ?? '')) marks.add(words.shift() ?? '');
  const [day = '', amount = '', ...description] = words;
  return {
    externalId,
    marks,
    date: readDay(day),
    amountMinor: parseAmount(amount, EUR).minor,
    description: description.join(' '),
  };
}

/** `05` is in January 2026, `12-30` in the month before it. */
function readDay(text: string): CalendarDate {
  return parseCalendarDate(text.length === 2 ? `2026-01-${text}` : `2025-${text}`);
}

function readLine(text: string): ComparedLine {
  const { externalId, marks, date, amountMinor, description } = readParts(text);
  return {
    externalId,
    fingerprint: rowFingerprint({ date, amountMinor, description }),
    date,
    amountMinor,
    texts: [description],
    isPending: marks.has('pending'),
  };
}

function readRow(text: string, id: string): SceneRow {
  const { marks } = readParts(text);
  const { externalId, fingerprint, ...rest } = readLine(text);
  const lines = marks.has('typed') ? [] : [{ externalId, fingerprint }];
  return {
    row: { ...rest, id, lines, deleted: marks.has('deleted'), isTransfer: marks.has('transfer') },
    isInFile: marks.has('same'),
  };
}

/** Compares the line with the rows, in a file that covers the whole month. */
export function playScene({ rows, line, others }: Scene): Outcome {
  const edges = [edge('2026-01-01'), edge('2026-01-31')];
  const own = rows.filter(({ isInFile }) => isInFile).map(({ row }) => lineOf(row));
  const here = [...rows.map(({ row }) => row), ...edges.map((each) => each.row)];
  const before = [...edges.map((each) => each.line), ...own];
  const fates = compareRows([...before, line, ...others], here, {
    ids: { agreed: 0, differed: 0 },
    isRejected: () => false,
  });
  const fate = fates[before.length];
  if (!fate || fate.fate === 'new') return 'own';
  const [first, found] = [rows[0]?.row, rows.find(({ row }) => row.id === fate.rowId)?.row];
  const isFirst = first !== undefined && found !== undefined && areAlike(first, found);
  if (fate.fate === 'ask') return isFirst ? 'asked' : 'askedOther';
  return isFirst ? 'taken' : 'wrong';
}

function areAlike(one: ComparedRow, other: ComparedRow): boolean {
  const told = ({ date, amountMinor, texts, isPending, deleted, lines }: ComparedRow): string =>
    [date, amountMinor, ...texts, isPending, deleted, lines.length].join(' ');
  return told(one) === told(other);
}

function lineOf(row: ComparedRow): ComparedLine {
  const { date, amountMinor, texts, isPending } = row;
  const [own = { externalId: null, fingerprint: '' }] = row.lines;
  return { ...own, date, amountMinor, texts, isPending };
}

/** A row that is here and in the file: the file covers its day. */
function edge(day: string): { readonly row: ComparedRow; readonly line: ComparedLine } {
  const date: CalendarDate = parseCalendarDate(day);
  const fingerprint = rowFingerprint({ date, amountMinor: -1n, description: 'edge' });
  const line = { externalId: null, fingerprint, date, amountMinor: -1n, texts: ['edge'], isPending: false };
  const row = {
    ...line,
    id: day,
    lines: [{ externalId: null, fingerprint }],
    deleted: false,
    isTransfer: false,
  };
  return { row, line };
}
