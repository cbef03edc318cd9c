import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { ImportFormat } from '@fintrack/contract';
import type { BankFileReading, BankStatement, FileNote, LayoutQuestion } from '@fintrack/core/importing';
import iconv from 'iconv-lite';
import { FileRefusal } from './file-refusal.ts';
import { digest, type FileStatement, lastFour, maskAccount } from './file-statement.ts';
import type { StagedFile } from './read-csv-file.ts';
import { type StagedRow, stageRow } from './staged-row.ts';

/** A bank's own format, read whole: its size is bounded by the upload limit. */
export interface BankFile extends StagedFile {
  readonly notes: readonly FileNote[];
  readonly questions: readonly LayoutQuestion[];
}

const BATCH_ROWS = 1000;

/** The text of a file. Zero bytes are what is left of a wrong encoding, and no text has them. */
export async function readText(bytes: Readable, encoding: string): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of bytes as AsyncIterable<Buffer>) chunks.push(chunk);
  return iconv.decode(Buffer.concat(chunks), encoding).replaceAll('\0', '');
}

/** What a reader of core has found, as rows to keep. @throws {FileRefusal} with the line and the reason. */
export function stageBankFile(reading: BankFileReading, format: ImportFormat): BankFile {
  if (!reading.ok) throw new FileRefusal(reading.reason, reading.line);
  const { statements, notes, questions } = reading;
  return {
    notes,
    questions,
    statements: statements.map((statement, index) => describeStatement(statement, index, format)),
    batches: stageStatements(statements),
  };
}

/** A statement's account and closing balance as they are kept. */
export function describeStatement(
  { accountId, bankId = '', accountType, currency, closing }: BankStatement,
  index: number,
  format: ImportFormat,
): FileStatement {
  const bank = bankId.replace(/[^\p{L}\p{N}]/gu, '').slice(0, 40);
  // Accounts of a QIF file may have no name and still be two, by their type.
  const place = format === 'qif' ? (accountType ?? 'other') : bank;
  return {
    index,
    fileAccount: accountId === '' ? null : maskAccount(accountId),
    fileAccountKey: digest(JSON.stringify([place, accountId, currency])),
    signature: `${format}:${place}:${digest(accountId)}`,
    last4: lastFour(accountId),
    suggestedType: accountType,
    currency,
    closingMinor: closing?.date ? closing.amountMinor : null,
    closingDate: closing?.date ?? null,
  };
}

async function* stageStatements(statements: readonly BankStatement[]): AsyncGenerator<readonly StagedRow[]> {
  let rowNumber = 0;
  for (const [statementIndex, { entries }] of statements.entries()) {
    for (let at = 0; at < entries.length; at += BATCH_ROWS) {
      yield entries.slice(at, at + BATCH_ROWS).map(({ line, raw, reading }) => {
        rowNumber += 1;
        return stageRow(reading, { rowNumber, line, statementIndex }, raw);
      });
      await setImmediate();
    }
  }
}
