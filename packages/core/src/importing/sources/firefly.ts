import { isCurrency } from '../../money/index.ts';
import { readAmount } from '../amount-text.ts';
import type { StatementRow } from '../statement-row.ts';
import type { CsvSource, LineReader, LineReading, SourceFile } from './csv-source.ts';
import { readLine } from './plain-reader.ts';
import { joinParts } from './split-group.ts';

/** Firefly III: every journal names where money came from and went to; the own accounts among these get a row each. */
export const FIREFLY: CsvSource = {
  id: 'firefly',
  name: 'Firefly III',
  headings: [
    [
      'group id',
      'journal id',
      'type',
      'amount',
      'currency code',
      'date',
      'source name',
      'source type',
      'destination name',
      'destination type',
    ],
  ],
  columns: {
    'journal id': 'externalId',
    date: 'date',
    description: 'description',
    amount: 'amount',
    'currency code': 'currency',
    category: 'category',
    tags: 'tags',
    notes: 'notes',
  },
  dateOrder: 'ymd',
  sign: { kind: 'signed' },
  open: openFirefly,
};

/** Accounts that hold money or debt; the others (expense, revenue, cash, reconciliation) are other people's. */
const OWN = /^(?:asset account|default account|loan|debt|mortgage|credit card|liability credit account)$/i;
const MAX_JOURNALS = 500;

interface Columns {
  readonly group: number;
  readonly title: number;
  readonly sourceName: number;
  readonly sourceType: number;
  readonly targetName: number;
  readonly targetType: number;
  readonly foreignAmount: number;
  readonly foreignCurrency: number;
}

function openFirefly(file: SourceFile): LineReader {
  const columns: Columns = {
    group: file.columnOf('group id'),
    title: file.columnOf('group title'),
    sourceName: file.columnOf('source name'),
    sourceType: file.columnOf('source type'),
    targetName: file.columnOf('destination name'),
    targetType: file.columnOf('destination type'),
    foreignAmount: file.columnOf('foreign amount'),
    foreignCurrency: file.columnOf('foreign currency code'),
  };
  let held: { readonly group: string; readonly legs: LineReading[][] } | null = null;
  const flush = (): readonly LineReading[] => {
    const legs = held?.legs ?? [];
    held = null;
    return joinGroup(legs, columns);
  };
  return {
    push: (record, line) => {
      const legs = readLegs(file, columns, { record, line });
      const group = record[columns.group]?.trim() ?? '';
      if (held !== null && held.group === group && held.legs.length < MAX_JOURNALS) {
        held.legs.push(legs);
        return [];
      }
      const before = flush();
      held = { group, legs: [legs] };
      return before;
    },
    end: flush,
  };
}

/** A journal as rows of the own accounts that it touches: one, or both sides of a transfer. */
function readLegs(
  file: SourceFile,
  columns: Columns,
  { record, line }: { readonly record: readonly string[]; readonly line: number },
): LineReading[] {
  const cell = (at: number): string => record[at]?.trim() ?? '';
  const read = readLine(file, record, line);
  if (!read.reading.ok) return [read];
  const source = { name: cell(columns.sourceName), isOwn: OWN.test(cell(columns.sourceType)) };
  const target = { name: cell(columns.targetName), isOwn: OWN.test(cell(columns.targetType)) };
  const { row } = read.reading;
  const size = row.amountMinor < 0n ? -row.amountMinor : row.amountMinor;
  const legs: LineReading[] = [];
  const place = (
    own: string,
    other: { readonly name: string; readonly isOwn: boolean },
    leg: StatementRow,
  ): void => {
    const counterpart = other.isOwn
      ? { transferAccount: other.name }
      : other.name === ''
        ? {}
        : { payee: other.name };
    const placed = { ...leg, ...counterpart, account: own };
    legs.push({ ...read, account: own, currency: leg.currency, reading: { ok: true, row: placed } });
  };
  if (source.isOwn) place(source.name, target, { ...row, amountMinor: -size });
  if (target.isOwn) {
    const foreign = source.isOwn
      ? foreignPart(file, cell(columns.foreignAmount), cell(columns.foreignCurrency))
      : null;
    place(target.name, source, { ...row, amountMinor: size, ...foreign });
  }
  if (legs.length > 0) return legs;
  const reason = 'The entry touches none of your own accounts.';
  return [{ ...read, reading: { ok: false, kind: 'skip', reason } }];
}

/** What reaches the other account of a transfer between currencies. */
function foreignPart(
  file: SourceFile,
  written: string,
  code: string,
): Pick<StatementRow, 'amountMinor' | 'currency'> | null {
  const { decimalMark } = file.mapping;
  if (written === '' || !isCurrency(code) || decimalMark === 'ask') return null;
  const reading = readAmount(written, decimalMark, code);
  if (!reading.ok) return null;
  return { amountMinor: reading.minor < 0n ? -reading.minor : reading.minor, currency: reading.currency };
}

/** Journals of one group are a split: of each account that all of them touch in the same way. */
function joinGroup(legs: readonly (readonly LineReading[])[], columns: Columns): readonly LineReading[] {
  const [first] = legs;
  if (first === undefined || legs.length === 1) return first ?? [];
  const title = first[0]?.record[columns.title]?.trim() ?? '';
  const id = first[0]?.record[columns.group]?.trim() ?? '';
  const isOneAccount = legs.every(
    (journal) => journal.length === 1 && journal[0]?.account === first[0]?.account,
  );
  if (!isOneAccount) return legs.flat();
  const parts = legs.flat().map(describePart);
  const whole = { ...(title === '' ? {} : { description: title }), externalId: `group ${id}` };
  return joinParts(parts[0], parts, whole) ?? legs.flat();
}

/** A part of a split has no description of its own here: it becomes its note. */
function describePart(part: LineReading): LineReading {
  if (!part.reading.ok) return part;
  const { row } = part.reading;
  const notes = [row.description, row.notes].filter((text) => text !== undefined && text !== '').join(' · ');
  return { ...part, reading: { ok: true, row: { ...row, ...(notes === '' ? {} : { notes }) } } };
}
