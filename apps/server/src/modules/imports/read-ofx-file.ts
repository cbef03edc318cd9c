import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { type OfxReading, type OfxStatement, readOfx } from '@fintrack/core/importing';
import iconv from 'iconv-lite';
import { FileRefusal } from './file-refusal.ts';
import { digest, type FileStatement, lastFour, maskAccount } from './file-statement.ts';
import type { StagedFile } from './read-csv-file.ts';
import { type StagedRow, stageRow } from './staged-row.ts';

/** An OFX file, read whole: its size is bounded by the upload limit. */
export interface OfxFile extends StagedFile {
  readonly warnings: readonly string[];
}

const BATCH_ROWS = 1000;

/** @throws {FileRefusal} with the line and the reason. */
export async function stageOfxFile(bytes: Readable, encoding: string): Promise<OfxFile> {
  const chunks: Buffer[] = [];
  for await (const chunk of bytes) chunks.push(chunk as Buffer);
  const reading: OfxReading = readOfx(iconv.decode(Buffer.concat(chunks), encoding).replaceAll('\0', ''));
  if (!reading.ok) throw new FileRefusal(reading.reason, reading.line);
  return {
    warnings: reading.warnings,
    statements: reading.statements.map(describe),
    batches: stageStatements(reading.statements),
  };
}

async function* stageStatements(statements: readonly OfxStatement[]): AsyncGenerator<readonly StagedRow[]> {
  let rowNumber = 0;
  for (const [statementIndex, statement] of statements.entries()) {
    for (let at = 0; at < statement.rows.length; at += BATCH_ROWS) {
      yield statement.rows.slice(at, at + BATCH_ROWS).map((row) => {
        rowNumber += 1;
        return stageRow({ ok: true, row }, { rowNumber, line: row.line, statementIndex }, '');
      });
      await setImmediate();
    }
  }
}

function describe(statement: OfxStatement, index: number): FileStatement {
  const { accountId, bankId = '', ledgerBalance } = statement;
  const bank = bankId.replace(/[^\p{L}\p{N}]/gu, '').slice(0, 40);
  return {
    index,
    fileAccount: accountId === '' ? null : maskAccount(accountId),
    fileAccountKey: accountId === '' ? null : digest(accountId),
    signature: `ofx:${bank}:${digest(accountId)}`,
    last4: lastFour(accountId),
    suggestedType: TYPES[statement.accountType] ?? null,
    currency: statement.currency,
    closingMinor: ledgerBalance?.amountMinor ?? null,
    closingDate: ledgerBalance?.date ?? null,
  };
}

const TYPES: Readonly<Record<string, FileStatement['suggestedType']>> = {
  CHECKING: 'checking',
  SAVINGS: 'savings',
  MONEYMRKT: 'savings',
  CD: 'savings',
  CREDITLINE: 'credit',
  CREDITCARD: 'credit',
  INVESTMENT: 'investment',
};
