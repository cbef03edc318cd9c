import { type CalendarDate, parseCalendarDate } from '@fintrack/core/dates';
import { type ComparedLine, type ComparedRow, compareRows, rowFingerprint } from '@fintrack/core/matching';
import { parseAmount, parseCurrency } from '@fintrack/core/money';

type Label = 'certain' | 'likely' | 'different';
/** What comparing did with a line: taken for the first row by itself, asked about, or left a row of its own. */
export type Outcome = 'taken' | 'asked' | 'own' | 'wrong';

/** Rows of an account, a line of a file, and what the line is in truth. */
export interface Scene {
  readonly label: Label;
  readonly rows: readonly SceneRow[];
  readonly line: ComparedLine;
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
      return { label: readLabel(label), rows, line: readLine(line), text };
    });
}

function readLabel(text: string): Label {
  if (text === 'certain' || text === 'likely' || text === 'different') return text;
  throw new Error(`"${text}" is no label.`);
}

const MARKS = new Set(['pending', 'typed', 'deleted', 'same']);

function readParts(text: string) {
  const words = text.split(' ');
  const externalId = words[0]?.startsWith('id=') ? (words.shift()?.slice('id='.length) ?? null) : null;
  const marks = new Set<string>();
  while (MARKS.has(words[0] ?? '')) marks.add(words.shift() ?? '');
  const [day = '', amount = '', ...description] = words;
  return {
    externalId,
    marks,
    date: parseCalendarDate(`2026-01-${day}`),
    amountMinor: parseAmount(amount, EUR).minor,
    description: description.join(' '),
  };
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
    row: { ...rest, id, lines, deleted: marks.has('deleted'), isTransfer: false },
    isInFile: marks.has('same'),
  };
}

/** Compares the line with the rows, in a file that covers the whole month. */
export function playScene({ rows, line }: Scene): Outcome {
  const edges = [edge('2026-01-01'), edge('2026-01-31')];
  const own = rows.filter(({ isInFile }) => isInFile).map(({ row }) => lineOf(row));
  const here = [...rows.map(({ row }) => row), ...edges.map((each) => each.row)];
  const fates = compareRows([...edges.map((each) => each.line), ...own, line], here, {
    ids: { agreed: 0, differed: 0 },
    isRejected: () => false,
  });
  const fate = fates.at(-1);
  if (!fate || fate.fate === 'new') return 'own';
  if (fate.rowId !== 'row 0') return 'wrong';
  return fate.fate === 'ask' ? 'asked' : 'taken';
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
