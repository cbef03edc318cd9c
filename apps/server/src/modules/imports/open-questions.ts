import type { CsvMappingWire, ImportSummary } from '@fintrack/contract';
import type { Detection, StoredStatement } from './tables-json.ts';

type Question = ImportSummary['questions'][number];

/** What only the user can answer before an import can be booked. */
export function openQuestions(
  detection: Detection | null,
  mapping: CsvMappingWire | null,
  statements: readonly StoredStatement[],
): Question[] {
  const reading = mapping ? mappingQuestions(detection, mapping) : fileQuestions(detection);
  return [...reading, ...accountQuestions(statements)];
}

/** A file that has no mapping asks what is still to be answered, and nothing else. */
function fileQuestions(detection: Detection | null): Question[] {
  return (detection?.questions ?? []).map(({ field }) => ask(detection, field));
}

function mappingQuestions(detection: Detection | null, mapping: CsvMappingWire): Question[] {
  const questions: Question[] = [];
  const hasDate = mapping.columns.includes('date');
  if (!hasDate) questions.push(ask(detection, 'date'));
  if (!MONEY.some((role) => mapping.columns.includes(role))) questions.push(ask(detection, 'amount'));
  if (hasDate && mapping.dateOrder === 'ask') questions.push(ask(detection, 'dateOrder'));
  if (mapping.decimalMark === 'ask') questions.push(ask(detection, 'decimalMark'));
  const asksForSign = detection?.questions.some((question) => question.field === 'sign');
  if (asksForSign && !detection?.answered.includes('sign')) questions.push(ask(detection, 'sign'));
  return questions;
}

const MONEY = ['amount', 'debit', 'credit'] as const;

type Field = 'date' | 'amount' | 'dateOrder' | 'decimalMark' | 'sign';

function ask(detection: Detection | null, field: Field): Question {
  const asked = detection?.questions.find((question) => question.field === field);
  return {
    subject: field === 'date' || field === 'amount' ? 'columns' : field,
    text: asked?.text ?? DEFAULT_TEXTS[field],
    options: [...(asked?.options ?? DEFAULT_OPTIONS[field] ?? [])],
    suggested: asked?.suggested ?? null,
  };
}

const DEFAULT_TEXTS: Readonly<Record<Field, string>> = {
  date: 'Which column holds the date?',
  amount: 'Which column holds the amount?',
  dateOrder: 'In which order do the dates have day, month and year?',
  decimalMark: 'Which decimal mark do the amounts have?',
  sign: 'Which amounts are money out?',
};

const DEFAULT_OPTIONS: Readonly<Partial<Record<Field, Question['options']>>> = {
  dateOrder: [
    { value: 'dmy', label: 'Day, month, year' },
    { value: 'mdy', label: 'Month, day, year' },
    { value: 'ymd', label: 'Year, month, day' },
  ],
  decimalMark: [
    { value: '.', label: 'Decimal point' },
    { value: ',', label: 'Decimal comma' },
  ],
};

function accountQuestions(statements: readonly StoredStatement[]): Question[] {
  return statements
    .filter((statement) => statement.accountId === null)
    .map((statement) => ({
      subject: 'account' as const,
      text:
        statement.fileAccount === null
          ? 'Which account do these rows belong to?'
          : `Which account is ${statement.fileAccount}?`,
      options: [],
      suggested: null,
      statementIndex: statement.index,
    }));
}
