import type { Readable } from 'node:stream';
import type { ImportFormat } from '@fintrack/contract';
import { readMt940 } from '@fintrack/core/importing';
import type { MappingOverride } from './detect-csv-file.ts';
import {
  DATE_ORDERS,
  DECIMAL_MARKS,
  encodingNote,
  NO_DETECTION,
  type TableFormat,
} from './detection-notes.ts';
import type { FileStatement } from './file-statement.ts';
import { stageCamtFile } from './read-camt-file.ts';
import type { StagedFile } from './read-csv-file.ts';
import { stageOfxFile } from './read-ofx-file.ts';
import { stageQifFile } from './read-qif-file.ts';
import { readText, stageBankFile } from './stage-bank-file.ts';
import type { Detection, DetectionNote, FileAnswers } from './tables-json.ts';

/** A file of a bank's own format, which says itself how it is read, or nearly so. */
export interface StatementFileToRead {
  readonly format: StatementFormat;
  readonly encoding: string;
  /** Its bytes from the beginning; asked more than once. */
  open(): Readable;
  /** What was found out when the file was last read. */
  readonly before: Detection | null;
  /** The user's word. */
  readonly override: MappingOverride;
  /** What the user has answered about earlier files of these statements' accounts. */
  rememberedFor(statements: readonly FileStatement[]): FileAnswers | null;
  /** The currency of a statement's account; null where no account is chosen yet. */
  currencyOf(statement: FileStatement): string | null;
  readonly tenantCurrency: string;
}

/** Formats that need no mapping of columns. */
type StatementFormat = Exclude<ImportFormat, TableFormat>;

/**
 * Reads a QIF, OFX, MT940 or camt file.
 * @throws {FileRefusal} with the line and the reason.
 */
export async function readStatementFile(
  file: StatementFileToRead,
): Promise<{ readonly staged: StagedFile; readonly detection: Detection }> {
  const said = { ...file.before?.answers, ...answersOf(file.override) };
  const first = await stage(file, said);
  const remembered = answersTo(first.questions, file.rememberedFor(first.staged.statements));
  const isRemembered = Object.keys(remembered).length > 0;
  const answers = { ...remembered, ...said };
  const { staged, notes, questions } = isRemembered ? await stage(file, answers) : first;
  return {
    staged,
    detection: {
      ...NO_DETECTION,
      notes: [encodingNote(file.encoding), ...notes, ...describeRemembered(remembered)],
      questions,
      answers,
    },
  };
}

type Answers = FileAnswers;

/** What was remembered of the questions that this file leaves open, and of nothing else: the file goes before it. */
function answersTo(questions: Detection['questions'], remembered: FileAnswers | null): Answers {
  const isAsked = (field: string): boolean => questions.some((question) => question.field === field);
  return {
    ...(remembered?.dateOrder !== undefined && isAsked('dateOrder')
      ? { dateOrder: remembered.dateOrder }
      : {}),
    ...(remembered?.decimalMark !== undefined && isAsked('decimalMark')
      ? { decimalMark: remembered.decimalMark }
      : {}),
  };
}

function describeRemembered({ dateOrder, decimalMark }: Answers): DetectionNote[] {
  const evidence = 'The file leaves it open. It is read as you answered for the last file of this account.';
  return [
    ...(dateOrder === undefined ? [] : [{ subject: 'dateOrder', guess: DATE_ORDERS[dateOrder] }]),
    ...(decimalMark === undefined ? [] : [{ subject: 'decimalMark', guess: DECIMAL_MARKS[decimalMark] }]),
  ].map((note) => ({ ...note, confidence: 0.9, evidence }));
}

interface Staged extends Pick<Detection, 'notes' | 'questions'> {
  readonly staged: StagedFile;
}

async function stage(file: StatementFileToRead, answers: Answers): Promise<Staged> {
  const { encoding } = file;
  const bytes = file.open();
  const dateOrder = answers.dateOrder === 'ask' ? undefined : answers.dateOrder;
  const decimalMark = answers.decimalMark === 'ask' ? undefined : answers.decimalMark;
  switch (file.format) {
    case 'ofx': {
      const staged = await stageOfxFile(bytes, { encoding, decimalMark });
      return { ...staged, staged };
    }
    case 'qif': {
      const staged = await stageQifFile(bytes, { ...file, dateOrder, decimalMark });
      return { ...staged, staged };
    }
    case 'mt940': {
      const staged = stageBankFile(readMt940(await readText(bytes, encoding)), 'mt940');
      return { ...staged, staged };
    }
    case 'camt': {
      const staged = await stageCamtFile(bytes, encoding);
      return { ...staged, staged };
    }
  }
}

function answersOf({ dateOrder, decimalMark }: MappingOverride): Answers {
  return {
    ...(dateOrder === undefined ? {} : { dateOrder }),
    ...(decimalMark === undefined ? {} : { decimalMark }),
  };
}
