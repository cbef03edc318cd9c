import type { Readable } from 'node:stream';
import type { ImportFormat } from '@fintrack/contract';
import { readMt940 } from '@fintrack/core/importing';
import type { MappingOverride } from './detect-csv-file.ts';
import { encodingNote, NO_DETECTION, type TableFormat } from './detection-notes.ts';
import type { FileStatement } from './file-statement.ts';
import { stageCamtFile } from './read-camt-file.ts';
import type { StagedFile } from './read-csv-file.ts';
import { stageOfxFile } from './read-ofx-file.ts';
import { stageQifFile } from './read-qif-file.ts';
import { readText, stageBankFile } from './stage-bank-file.ts';
import type { Detection } from './tables-json.ts';

/** A file of a bank's own format, which says itself how it is read, or nearly so. */
export interface StatementFileToRead {
  readonly format: StatementFormat;
  readonly encoding: string;
  readonly bytes: Readable;
  /** What was found out when the file was last read. */
  readonly before: Detection | null;
  /** The user's word. */
  readonly override: MappingOverride;
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
  const answers = { ...file.before?.answers, ...answersOf(file.override) };
  const { staged, notes, questions } = await stage(file, answers);
  return {
    staged,
    detection: {
      ...NO_DETECTION,
      notes: [encodingNote(file.encoding), ...notes],
      questions,
      answers,
    },
  };
}

type Answers = NonNullable<Detection['answers']>;

interface Staged extends Pick<Detection, 'notes' | 'questions'> {
  readonly staged: StagedFile;
}

async function stage(file: StatementFileToRead, answers: Answers): Promise<Staged> {
  const { bytes, encoding } = file;
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
