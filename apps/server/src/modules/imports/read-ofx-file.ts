import type { Readable } from 'node:stream';
import {
  type BankStatement,
  type DecimalMark,
  type OfxStatement,
  readOfx,
  type StatementAccountType,
} from '@fintrack/core/importing';
import { type BankFile, readText, stageBankFile } from './stage-bank-file.ts';

/** @throws {FileRefusal} with the line and the reason. */
export async function stageOfxFile(
  bytes: Readable,
  options: { readonly encoding: string; readonly decimalMark: DecimalMark | undefined },
): Promise<BankFile> {
  const reading = readOfx(await readText(bytes, options.encoding), options.decimalMark);
  if (!reading.ok) return stageBankFile(reading, 'ofx');
  const notes = reading.warnings.map((evidence, index) => ({
    subject: `file ${index + 1}`,
    guess: '',
    confidence: 1,
    evidence,
  }));
  const statements = reading.statements.map(toBankStatement);
  return stageBankFile({ ok: true, statements, notes, questions: reading.questions }, 'ofx');
}

function toBankStatement(statement: OfxStatement): BankStatement {
  const { accountId, bankId, accountType, currency, rows, others, ledgerBalance } = statement;
  const read = rows.map((row) => ({ line: row.line, raw: row.rawText, reading: { ok: true as const, row } }));
  return {
    accountId,
    ...(bankId === undefined ? {} : { bankId }),
    accountType: TYPES[accountType] ?? null,
    currency,
    entries:
      others.length === 0 ? read : [...read, ...others].toSorted((left, right) => left.line - right.line),
    ...(ledgerBalance
      ? { closing: { amountMinor: ledgerBalance.amountMinor, date: ledgerBalance.date, line: 1 } }
      : {}),
  };
}

const TYPES: Readonly<Record<string, StatementAccountType>> = {
  CHECKING: 'checking',
  SAVINGS: 'savings',
  MONEYMRKT: 'savings',
  CD: 'savings',
  CREDITLINE: 'credit',
  CREDITCARD: 'credit',
  INVESTMENT: 'investment',
};
