import type { Readable } from 'node:stream';
import { type DateOrder, type DecimalMark, type QifAccountName, readQif } from '@fintrack/core/importing';
import { parseCurrency } from '@fintrack/core/money';
import type { FileStatement } from './file-statement.ts';
import { type BankFile, describeStatement, readText, stageBankFile } from './stage-bank-file.ts';

/** What a QIF file does not say of itself. */
export interface QifReadOptions {
  readonly encoding: string;
  /** The currency of a statement's account; null where no account is chosen yet. */
  currencyOf(statement: FileStatement): string | null;
  /** Taken where no account is known. */
  readonly tenantCurrency: string;
  readonly dateOrder: DateOrder | undefined;
  readonly decimalMark: DecimalMark | undefined;
}

/** @throws {FileRefusal} with the line and the reason. */
export async function stageQifFile(bytes: Readable, options: QifReadOptions): Promise<BankFile> {
  const text = await readText(bytes, options.encoding);
  const known = (account: QifAccountName): string | null =>
    options.currencyOf(describeStatement({ ...account, currency: null, entries: [] }, 0, 'qif'));
  return stageBankFile(
    readQif(text, {
      currencyOf: (account) => parseCurrency(known(account) ?? options.tenantCurrency),
      isCurrencyKnown: (account) => known(account) !== null,
      dateOrder: options.dateOrder,
      decimalMark: options.decimalMark,
    }),
    'qif',
  );
}
