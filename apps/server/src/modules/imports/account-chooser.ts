import { type Currency, parseCurrency } from '@fintrack/core/money';
import { type AccountChoice, type FileStatement, suggestAccount } from './file-statement.ts';
import type { StoredStatement } from './repo.stored.ts';
import type { ImportAccount, ProfileRecord } from './repo.ts';

/** The user's word on where the rows of a file go. */
export interface ChosenAccounts {
  /** The account of every statement. */
  readonly accountId: string | null;
  /** The account of single statements. */
  readonly accounts: readonly { readonly statementIndex: number; readonly accountId: string }[];
}

export interface KnownAccounts {
  readonly accounts: readonly ImportAccount[];
  readonly profiles: readonly ProfileRecord[];
}

/** Which account a statement goes to: as the user says now, as before, or as suggested. */
export class AccountChooser {
  readonly #request: ChosenAccounts;
  readonly #previous: readonly StoredStatement[];
  readonly #known: KnownAccounts;

  constructor(request: ChosenAccounts, previous: readonly StoredStatement[], known: KnownAccounts) {
    this.#request = request;
    this.#previous = previous;
    this.#known = known;
  }

  /** `isOnly`: the file can be meant as a whole when an account is named for it. */
  choose(statement: FileStatement, isOnly: boolean): AccountChoice | null {
    const { accounts, accountId } = this.#request;
    const single = accounts.find((choice) => choice.statementIndex === statement.index)?.accountId;
    const forAll = isOnly || this.#previous.length > 0 ? accountId : null;
    const before = this.#previous.find(
      (other) => other.fileAccountKey === statement.fileAccountKey,
    )?.accountId;
    const chosen = single ?? forAll ?? before ?? null;
    if (chosen !== null) return this.#find(chosen);
    return suggestAccount(statement, {
      accounts: this.#known.accounts.filter((account) => !account.isArchived),
      profiles: this.#known.profiles,
    });
  }

  previousAccountId(): string | null {
    return this.#previous[0]?.accountId ?? null;
  }

  /** The currency of rows that name none, where the account is known before the file is read. */
  expectedCurrency(): Currency | null {
    const id = this.#request.accountId ?? this.#request.accounts[0]?.accountId ?? this.previousAccountId();
    const account = id === null ? null : this.#find(id);
    return account === null ? null : parseCurrency(account.currency);
  }

  #find(accountId: string): AccountChoice | null {
    return this.#known.accounts.find((account) => account.id === accountId) ?? null;
  }
}
