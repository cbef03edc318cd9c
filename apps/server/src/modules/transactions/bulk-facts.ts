import type { CompiledRules } from '@fintrack/core/rules';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { newId } from '../../platform/ids.ts';
import {
  addPayeesNamed,
  findPayeesById,
  findPayeesNamed,
  type KnownPayee,
  type ReservedPayee,
} from '../payees/index.ts';
import { loadRules, prepareRules, type RuleSet } from '../rules/index.ts';
import { findTagNames, writeTags } from '../tags/index.ts';
import type { LedgerFacts } from './facts.ts';
import { givenBack } from './refunds.ts';
import * as bulkRepo from './repo.bulk-rows.ts';
import type { AccountFacts, NewTransaction, StoredTransaction } from './repo.ts';

/** What the rows of an action name, to be read at once. */
export interface Mentioned {
  readonly accountIds: readonly string[];
  readonly payeeIds: readonly string[];
  readonly payeeNames: readonly string[];
  readonly tags: readonly string[];
  /** The rows are new: rules fill what is left empty. */
  readonly withRules?: boolean;
}

/**
 * The books as a bulk action sees them: read once, and changed in memory row by row, so that each row is judged by the
 * same rules, and in the same state, as if the rows were changed one after the other.
 */
export class BulkFacts implements LedgerFacts {
  readonly tenantId: string;
  readonly changeSetId: string;
  readonly #before = new Map<string, StoredTransaction>();
  readonly #now = new Map<string, StoredTransaction>();
  readonly #gone = new Set<string>();
  /** Fees by their leg, refunds by their purchase. */
  readonly #hanging = new Map<string, StoredTransaction['id'][]>();
  /** Refunds that the action itself books. */
  readonly #booked: NewTransaction[] = [];
  readonly #accounts: ReadonlyMap<string, AccountFacts>;
  readonly #kinds: ReadonlyMap<string, 'income' | 'expense'>;
  readonly #payees: Map<string, KnownPayee>;
  readonly #named: ReadonlyMap<string, KnownPayee>;
  readonly #reserved = new Map<string, ReservedPayee>();
  readonly #tags: ReadonlyMap<string, string>;
  readonly #rules: CompiledRules | null;

  private constructor(tx: TenantTransaction, read: Awaited<ReturnType<typeof readMentioned>>) {
    this.tenantId = tx.tenantId;
    this.changeSetId = tx.changeSetId;
    this.#accounts = read.accounts;
    this.#kinds = read.kinds;
    this.#payees = new Map(read.payees);
    this.#named = read.named;
    this.#tags = read.tags;
    this.#rules = read.rules;
  }

  /** Reads the rows of an action with what hangs on them, and holds them until it ends. */
  static async read(tx: TenantTransaction, ids: readonly string[], mentioned: Mentioned): Promise<BulkFacts> {
    const rows = await bulkRepo.lockRows(tx, ids);
    const facts = new BulkFacts(tx, await readMentioned(tx, mentioned));
    for (const row of rows) {
      facts.#before.set(row.id, row);
      facts.#now.set(row.id, row);
      for (const id of [row.feeOfId, row.refundOfId]) if (id !== null) facts.#hang(id, row.id);
    }
    return facts;
  }

  readonly findRow = async (id: string): Promise<StoredTransaction | undefined> => this.row(id);
  readonly findAccount = async (id: string): Promise<AccountFacts | undefined> => this.#accounts.get(id);
  readonly findCategoryKind = async (id: string): Promise<'income' | 'expense' | undefined> =>
    this.#kinds.get(id);
  readonly findPayee = async (id: string): Promise<KnownPayee | undefined> => this.#payees.get(id);
  readonly tagsNamed = async (names: readonly string[]): Promise<string[]> => writeTags(names, this.#tags);

  readonly rules = async (): Promise<CompiledRules | null> => this.#rules;

  readonly findHanging = async (ids: readonly string[]): Promise<StoredTransaction[]> => {
    const hanging = new Set(ids.flatMap((id) => this.#hanging.get(id) ?? []));
    return [...hanging].flatMap((id) => {
      const row = this.row(id);
      const isStill = row && (ids.includes(row.feeOfId ?? '') || ids.includes(row.refundOfId ?? ''));
      return isStill ? [row] : [];
    });
  };

  readonly refundedMinor = async (purchaseId: string, exceptId: string | null): Promise<bigint> => {
    const purchase = this.row(purchaseId);
    if (!purchase) return 0n;
    const refunds = [
      ...(await this.findHanging([purchaseId])),
      ...this.#booked.filter(({ refundOfId }) => refundOfId === purchaseId),
    ];
    return refunds
      .filter((row) => row.refundOfId === purchaseId && row.id !== exceptId)
      .reduce((sum, row) => sum + givenBack(row, purchase.currency), 0n);
  };

  /** A payee that is new gets its id here and is made with the rows. */
  readonly payeeNamed = async (name: string): Promise<KnownPayee> => {
    const known = this.#named.get(name);
    if (known) return known;
    const key = name.toLowerCase();
    const reserved = this.#reserved.get(key) ?? { id: newId(), name };
    this.#reserved.set(key, reserved);
    return { id: reserved.id, defaultCategoryId: null };
  };

  /** A row as the action has left it so far; undefined once it is gone. */
  row(id: string): StoredTransaction | undefined {
    return this.#gone.has(id) ? undefined : this.#now.get(id);
  }

  /** A row as it was before the action. */
  before(id: string): StoredTransaction | undefined {
    return this.#before.get(id);
  }

  change(id: string, changes: Partial<NewTransaction>): void {
    const row = this.#now.get(id);
    // What a change names is what a row has: both are columns of the one table.
    if (row) this.#now.set(id, { ...row, ...changes } as StoredTransaction);
  }

  /** Rows that the action books: the rows after them are judged as if they were there. */
  book(rows: readonly NewTransaction[]): void {
    this.#booked.push(...rows.filter(({ refundOfId }) => refundOfId));
  }

  remove(id: string): void {
    this.#gone.add(id);
  }

  #hang(id: string, hangingId: string): void {
    const others = this.#hanging.get(id);
    if (others) others.push(hangingId);
    else this.#hanging.set(id, [hangingId]);
  }

  get goneIds(): readonly string[] {
    return [...this.#gone];
  }

  /** Every row that is another one now, with what it was. */
  changedRows(): { readonly before: StoredTransaction; readonly after: StoredTransaction }[] {
    return [...this.#before.values()].flatMap((before) => {
      const after = this.row(before.id);
      return after === undefined || after === before ? [] : [{ before, after }];
    });
  }

  /** Makes the payees that rows were given and that were not there. Answers where each of them is now. */
  makePayees(tx: TenantTransaction, usedIds: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
    return addPayeesNamed(
      tx,
      [...this.#reserved.values()].filter(({ id }) => usedIds.has(id)),
    );
  }
}

async function readMentioned(tx: TenantTransaction, mentioned: Mentioned) {
  const set = mentioned.withRules ? await loadRules(tx) : null;
  const { payeeNames, tags: tagNames } = namedByRules(set, mentioned);
  const [accounts, kinds, payees, named, tags] = await Promise.all([
    bulkRepo.holdAccounts(tx, mentioned.accountIds),
    bulkRepo.findCategoryKinds(tx),
    findPayeesById(tx, [...new Set(mentioned.payeeIds)]),
    findPayeesNamed(tx, [...new Set(payeeNames)]),
    findTagNames(tx, [...new Set(tagNames)]),
  ]);
  return { accounts, kinds, payees, named, tags, rules: set && prepareRules(set) };
}

/** What rules may give the rows is read with what the rows name themselves. */
function namedByRules(
  set: RuleSet | null,
  { payeeNames, tags }: Mentioned,
): Pick<Mentioned, 'payeeNames' | 'tags'> {
  const actions = (set?.rules ?? []).flatMap((rule) => rule.actions);
  return {
    payeeNames: [
      ...payeeNames,
      ...actions.flatMap((action) => (action.kind === 'setPayee' ? [action.payeeName] : [])),
    ],
    tags: [...tags, ...actions.flatMap((action) => (action.kind === 'addTags' ? action.tags : []))],
  };
}
