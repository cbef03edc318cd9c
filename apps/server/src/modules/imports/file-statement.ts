import { createHash } from 'node:crypto';
import type { ImportSummary } from '@fintrack/contract';
import type { CalendarDate } from '@fintrack/core/dates';

/** One account's part of a file, as the file tells it. */
export interface FileStatement {
  readonly index: number;
  /** The account as the file names it, masked; null where it names none. */
  readonly fileAccount: string | null;
  readonly fileAccountKey: string | null;
  /** Under which the account that it goes to is remembered. */
  readonly signature: string;
  readonly last4: string | null;
  readonly suggestedType: ImportSummary['statements'][number]['suggestedType'];
  readonly currency: string | null;
  readonly closingMinor: bigint | null;
  readonly closingDate: CalendarDate | null;
}

/** An account here that a statement may go to. */
export interface AccountChoice {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly last4: string | null;
}

/** The account of a statement by what is known before the user says: remembered, of this name, of these last digits. */
export function suggestAccount(
  statement: Pick<FileStatement, 'signature' | 'last4' | 'currency' | 'fileAccount' | 'fileAccountKey'>,
  known: {
    readonly accounts: readonly AccountChoice[];
    readonly profiles: readonly { readonly accountId: string; readonly signature: string }[];
  },
): AccountChoice | null {
  const remembered = new Set(
    known.profiles
      .filter((profile) => profile.signature === statement.signature)
      .map((profile) => profile.accountId),
  );
  const fits = (account: AccountChoice): boolean =>
    statement.currency === null || account.currency === statement.currency;
  // Two accounts of one bank send the same kind of file: then nothing but the user can tell them apart.
  if (remembered.size > 1) return null;
  const last = known.accounts.find((account) => remembered.has(account.id) && fits(account));
  if (last) return last;
  // A file of another program, or of FinTrack itself, may name its accounts as they are named here.
  const named = known.accounts.filter((account) => isNamed(statement, account) && fits(account));
  if (named.length > 0) return named.length === 1 ? (named[0] ?? null) : null;
  if (statement.last4 === null) return null;
  const matching = known.accounts.filter((account) => account.last4 === statement.last4 && fits(account));
  return matching.length === 1 ? (matching[0] ?? null) : null;
}

function isNamed(
  { fileAccount, fileAccountKey }: Pick<FileStatement, 'fileAccount' | 'fileAccountKey'>,
  account: AccountChoice,
): boolean {
  if (digest(account.name) === fileAccountKey) return true;
  return fileAccount !== null && fileAccount.toLowerCase() === account.name.toLowerCase();
}

/** What of an account's name in a file may be shown: of a number, its end. */
export function maskAccount(name: string): string {
  const digits = name.replace(/\D/g, '');
  return digits.length < 6 ? name.slice(0, 100) : `•••• ${lastFour(name) ?? ''}`;
}

/** The last four letters or digits of an account number; null when it is none. */
export function lastFour(name: string): string | null {
  if (!/\d{3}/.test(name)) return null;
  const plain = name.replace(/[^\p{L}\p{N}]/gu, '');
  return plain.length < 4 ? null : plain.slice(-4);
}

/** A short digest for keys: the text itself may be an account number, which is not to be kept. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
