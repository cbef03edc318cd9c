import assert from 'node:assert/strict';
import { addDays, type CalendarDate, parseCalendarDate } from '@fintrack/core/dates';
import { balanceAt, drifts } from '@fintrack/core/ledger';
import { parseCurrency } from '@fintrack/core/money';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Database, type TenantContext, type TenantTransaction } from '../../platform/database/index.ts';
import { AppError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { cloneTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { insertMember } from '../../testing/test-member.ts';
import { revertChangeSet } from '../change-sets/service.ts';
import { transactions } from '../transactions/tables.ts';
import { saveAnchor, softDeleteAnchor } from './repo.anchors.ts';
import { findTotalDifferences } from './repo.ledgers.ts';
import { findAccountsWithBalances, insertAccount } from './repo.ts';
import { getBalanceHistory, loadLedgers } from './service.balances.ts';

/**
 * Random operations on a real database, beside a model that is a list of rows and a list of anchors. After every one
 * of them every balance of every account at every date is the model's.
 */
let test: TestDatabase;
let database: Database;
beforeAll(async () => {
  test = await cloneTestDatabase(inject('templateUrl'));
  database = new Database(test);
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

const FIRST_DAY = parseCalendarDate('2026-02-25');
const DAYS = 8;
const EVERY_DATE = Array.from({ length: DAYS + 2 }, (_, index) => addDays(FIRST_DAY, index - 1));
const EVERYTHING = { includeArchived: true, includeHidden: true };

const anyDay = fc.integer({ min: 0, max: DAYS - 1 }).map((days) => addDays(FIRST_DAY, days));
const anyMinor = fc.bigInt(-100_000n, 100_000n);
const anyStatus = fc.constantFrom('pending' as const, 'cleared' as const, 'reconciled' as const);
const anyAccount = fc.integer({ min: 0, max: 2 });
const anyPick = fc.nat(1000);
const anyRow = fc.record({ account: anyAccount, date: anyDay, minor: anyMinor, status: anyStatus });
const anyAnchor = fc.record({ account: anyAccount, date: anyDay, minor: anyMinor });
type RowShape = typeof anyRow extends fc.Arbitrary<infer Shape> ? Shape : never;
type AnchorShape = typeof anyAnchor extends fc.Arbitrary<infer Shape> ? Shape : never;

describe('the database', () => {
  it('on random books SQL, core and the model agree at every date', async () => {
    const anyBook = fc.record({
      rows: fc.array(fc.record({ row: anyRow, isSplit: fc.boolean() }), { maxLength: 25 }),
      anchors: fc.uniqueArray(anyAnchor, {
        selector: ({ account, date }) => `${account} ${date}`,
        maxLength: 8,
      }),
    });
    await fc.assert(
      fc.asyncProperty(anyBook, async (book) => {
        const books = await openBooks();
        await books.write('setup', async (tx) => {
          for (const { row, isSplit } of book.rows) await books.insertRow(tx, { row, isSplit });
          for (const anchor of book.anchors) await books.putAnchor(tx, anchor);
        });
        await books.expectAgreement();
      }),
      { numRuns: 40 },
    );
  });

  it("after every operation balances are the model's and the totals the rows'", async () => {
    const anyOperation: fc.Arbitrary<Operation> = fc.oneof(
      { weight: 4, arbitrary: fc.record({ kind: fc.constant('create' as const), row: anyRow }) },
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('edit' as const), pick: anyPick, row: anyRow }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), pick: anyPick }) },
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('anchor' as const), anchor: anyAnchor }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('deleteAnchor' as const), pick: anyPick }) },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant('import' as const),
          rows: fc.array(anyRow, { minLength: 1, maxLength: 5 }),
        }),
      },
      { weight: 4, arbitrary: fc.record({ kind: fc.constant('revert' as const), pick: anyPick }) },
    );
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyOperation, { minLength: 5, maxLength: 30, size: 'max' }),
        async (operations) => {
          const books = await openBooks();
          for (const operation of operations) {
            seen.add(await books.run(operation));
            await books.expectAgreement();
          }
        },
      ),
      { numRuns: 30 },
    );
    // The run was not vacuous: each kind happened, and undoing was both granted and refused.
    expect([...seen]).toEqual(
      expect.arrayContaining([
        'create',
        'edit',
        'delete',
        'anchor',
        'deleteAnchor',
        'import',
        'reverted',
        'refused',
      ]),
    );
  }, 120_000);
});

type Operation =
  | { readonly kind: 'create'; readonly row: RowShape }
  | { readonly kind: 'edit'; readonly pick: number; readonly row: RowShape }
  | { readonly kind: 'delete' | 'deleteAnchor' | 'revert'; readonly pick: number }
  | { readonly kind: 'anchor'; readonly anchor: AnchorShape }
  | { readonly kind: 'import'; readonly rows: readonly RowShape[] };

/** `gone` numbers the deletion, so that two deletions of one row are not the same state. */
type Entity =
  | ({ type: 'row' } & RowShape & { gone: number })
  | ({ type: 'anchor' } & AnchorShape & { gone: number });

interface Change {
  readonly id: string;
  readonly before: Entity | null;
  readonly after: Entity;
}

interface ModelChangeSet {
  readonly id: string;
  readonly changes: readonly Change[];
  readonly reverts: ModelChangeSet | null;
  isReverted: boolean;
}

async function openBooks(): Promise<Books> {
  const member = await insertMember(test.ownerUrl);
  const books = new Books(member);
  await books.write('setup', async (tx) => {
    for (const [index, id] of books.accountIds.entries()) {
      await insertAccount(tx, {
        id,
        tenantId: tx.tenantId,
        name: `Account ${index}`,
        type: index === 2 ? 'credit' : 'checking',
        currency: parseCurrency('USD'),
        archivedAt: index === 1 ? new Date('2026-01-01T00:00:00Z') : null,
      });
    }
  });
  return books;
}

/** One tenant's books, in the database and as a model of it. */
class Books {
  readonly accountIds = [newId(), newId(), newId()];
  readonly #member: TenantContext;
  readonly #entities = new Map<string, Entity>();
  readonly #changeSets: ModelChangeSet[] = [];
  #deletions = 0;

  constructor(member: TenantContext) {
    this.#member = member;
  }

  write<Result>(
    kind: 'setup' | 'request' | 'import' | 'revert',
    work: (tx: TenantTransaction) => Promise<Result>,
  ) {
    return database.writeTenant(this.#member, { kind, summary: 'Model' }, work);
  }

  async run(operation: Operation): Promise<string> {
    switch (operation.kind) {
      case 'create':
        return this.#change(
          'request',
          async (tx) => [await this.insertRow(tx, { row: operation.row })],
          'create',
        );
      case 'import':
        return this.#import(operation.rows);
      case 'edit':
        return this.#withPicked('row', operation.pick, (id) => this.#edit(id, operation.row));
      case 'delete':
        return this.#withPicked('row', operation.pick, (id) => this.#delete(id));
      case 'anchor':
        return this.#change('request', async (tx) => [await this.putAnchor(tx, operation.anchor)], 'anchor');
      case 'deleteAnchor':
        return this.#withPicked('anchor', operation.pick, (id) => this.#deleteAnchor(id));
      case 'revert':
        return this.#revert(operation.pick);
    }
  }

  async insertRow(
    tx: TenantTransaction,
    { row, isSplit = false, importId = null }: { row: RowShape; isSplit?: boolean; importId?: string | null },
  ): Promise<Change> {
    const id = newId();
    const common = {
      tenantId: tx.tenantId,
      currency: 'USD',
      description: 'Row',
      changeSetId: tx.changeSetId,
      importId,
    };
    const stored = { ...common, ...this.#columns(row) };
    const children = isSplit
      ? [0n, row.minor].map((amountMinor) => ({ ...stored, id: newId(), amountMinor, parentId: id }))
      : [];
    await tx.sql.insert(transactions).values([{ ...stored, id, isSplit }, ...children]);
    return this.#put(id, { type: 'row', ...row, gone: 0 });
  }

  async putAnchor(tx: TenantTransaction, anchor: AnchorShape): Promise<Change> {
    const id = await saveAnchor(tx, {
      id: newId(),
      accountId: this.#accountId(anchor.account),
      anchorDate: anchor.date,
      balanceMinor: anchor.minor,
      description: null,
      isInitialBalance: false,
      confidenceLevel: 'high',
    });
    const replaced = [...this.#entities].find(
      ([, each]) =>
        each.type === 'anchor' && !each.gone && each.account === anchor.account && each.date === anchor.date,
    );
    if (replaced) assert.equal(id, replaced[0]);
    return this.#put(id, { type: 'anchor', ...anchor, gone: 0 });
  }

  async expectAgreement(): Promise<void> {
    const seen = await database.readTenant(this.#member, async (tx) => {
      const [atDates, histories, ledgers, differences] = await Promise.all([
        Promise.all(EVERY_DATE.map((date) => findAccountsWithBalances(tx, date, EVERYTHING))),
        Promise.all(this.accountIds.map((id) => getBalanceHistory(tx, id, HISTORY))),
        loadLedgers(tx, EVERY_DATE),
        findTotalDifferences(tx),
      ]);
      return { atDates, histories, ledgers, differences };
    });
    assert.deepEqual(seen.differences, []);
    const expected = this.accountIds.map((_, account) =>
      EVERY_DATE.map((date) => ({
        posted: this.#posted(account, date),
        pending: this.#pending(account, date),
      })),
    );
    const fromSql = this.accountIds.map((id) =>
      seen.atDates.map((accounts) => {
        const found = accounts.find((account) => account.id === id);
        return { posted: found?.postedMinor, pending: found?.pendingMinor };
      }),
    );
    assert.deepEqual(fromSql, expected);
    const posted = expected.map((dates) => dates.map((each) => each.posted));
    assert.deepEqual(
      seen.histories.map((history) => history.points.map((point) => toMinor(point.balance))),
      posted,
    );
    const ledgers = this.accountIds.map(
      (id) => seen.ledgers.find(({ account }) => account.id === id)?.ledger,
    );
    assert.deepEqual(
      ledgers.map((ledger) => ledger && EVERY_DATE.map((date) => balanceAt(ledger, date))),
      posted,
    );
    assert.deepEqual(
      ledgers.map((ledger) => ledger && drifts(ledger).map((each) => each.driftMinor)),
      this.accountIds.map((_, account) => this.#drifts(account)),
    );
  }

  async #change(
    kind: 'request' | 'import',
    work: (tx: TenantTransaction) => Promise<Change[]>,
    done: string,
  ): Promise<string> {
    const { id, changes } = await this.write(kind, async (tx) => ({
      id: tx.changeSetId,
      changes: await work(tx),
    }));
    // What an import adds is undone by the imports module, not row by row.
    if (kind === 'request') this.#changeSets.push({ id, changes, reverts: null, isReverted: false });
    return done;
  }

  #import(rows: readonly RowShape[]): Promise<string> {
    const importId = newId();
    const insertAll = async (tx: TenantTransaction) => {
      const changes: Change[] = [];
      for (const row of rows) changes.push(await this.insertRow(tx, { row, importId }));
      return changes;
    };
    return this.#change('import', insertAll, 'import');
  }

  #edit(id: string, row: RowShape): Promise<string> {
    const edit = async (tx: TenantTransaction) => {
      await tx.sql
        .update(transactions)
        .set({ ...this.#columns(row), version: sql`version + 1`, updatedAt: sql`now()` })
        .where(sql`id = ${id}`);
      return [this.#put(id, { type: 'row', ...row, gone: 0 })];
    };
    return this.#change('request', edit, 'edit');
  }

  #delete(id: string): Promise<string> {
    const remove = async (tx: TenantTransaction) => {
      await tx.sql
        .update(transactions)
        .set({ deletedAt: sql`now()`, deletedReason: 'user', version: sql`version + 1` })
        .where(sql`id = ${id}`);
      return [this.#put(id, { ...this.#entity(id), gone: this.#nextDeletion() })];
    };
    return this.#change('request', remove, 'delete');
  }

  #deleteAnchor(id: string): Promise<string> {
    const remove = async (tx: TenantTransaction) => {
      const accountId = this.#accountId(this.#entity(id).account);
      assert.deepEqual(await softDeleteAnchor(tx, { accountId, anchorId: id }), true);
      return [this.#put(id, { ...this.#entity(id), gone: this.#nextDeletion() })];
    };
    return this.#change('request', remove, 'deleteAnchor');
  }

  async #revert(pick: number): Promise<string> {
    const target = this.#changeSets[pick % Math.max(1, this.#changeSets.length)];
    if (!target) return 'nothing';
    const isPossible = !target.isReverted && this.#standsAsLeft(target) && this.#leavesOneAnchorADay(target);
    const reverting = this.write('revert', async (tx) => {
      await revertChangeSet(tx, { changeSetId: target.id });
      return tx.changeSetId;
    });
    const outcome = await reverting.then(
      (id) => ({ id }),
      (error: unknown) => ({ error }),
    );
    if ('error' in outcome) {
      if (!(outcome.error instanceof AppError)) throw outcome.error;
      assert.equal(isPossible, false, `refused with ${outcome.error.code}`);
      return 'refused';
    }
    assert.deepEqual(isPossible, true);
    const changes = target.changes.map(({ id, before, after }) =>
      this.#put(id, before ?? { ...after, gone: this.#nextDeletion() }),
    );
    target.isReverted = true;
    if (target.reverts) target.reverts.isReverted = false;
    this.#changeSets.push({ id: outcome.id, changes, reverts: target, isReverted: false });
    return 'reverted';
  }

  #standsAsLeft(target: ModelChangeSet): boolean {
    return target.changes.every(({ id, after }) => isSame(this.#entity(id), after));
  }

  #leavesOneAnchorADay(target: ModelChangeSet): boolean {
    return target.changes.every(({ id, before }) => {
      if (before?.type !== 'anchor' || before.gone) return true;
      return ![...this.#entities].some(
        ([other, each]) =>
          other !== id &&
          each.type === 'anchor' &&
          !each.gone &&
          each.account === before.account &&
          each.date === before.date,
      );
    });
  }

  #withPicked(type: Entity['type'], pick: number, work: (id: string) => Promise<string>): Promise<string> {
    const live = [...this.#entities].filter(([, each]) => each.type === type && !each.gone);
    const picked = live[pick % Math.max(1, live.length)];
    return picked ? work(picked[0]) : Promise.resolve('nothing');
  }

  #put(id: string, after: Entity): Change {
    const before = this.#entities.get(id) ?? null;
    this.#entities.set(id, after);
    return { id, before, after };
  }

  #entity(id: string): Entity {
    const found = this.#entities.get(id);
    if (!found) throw new Error(`The model has no ${id}.`);
    return found;
  }

  #nextDeletion(): number {
    this.#deletions += 1;
    return this.#deletions;
  }

  #accountId(index: number): string {
    return this.accountIds[index] ?? '';
  }

  #columns(row: RowShape) {
    return {
      accountId: this.#accountId(row.account),
      date: row.date,
      amountMinor: row.minor,
      status: row.status,
      type: row.minor < 0n ? ('expense' as const) : ('income' as const),
    };
  }

  // The model itself: lists, filters and sums.

  #live<Type extends Entity['type']>(type: Type, account: number): Extract<Entity, { type: Type }>[] {
    return [...this.#entities.values()].filter(
      (each): each is Extract<Entity, { type: Type }> =>
        each.type === type && !each.gone && each.account === account,
    );
  }

  #postedAfter(account: number, after: string, upTo: string): bigint {
    return this.#live('row', account)
      .filter((row) => row.status !== 'pending' && row.date > after && row.date <= upTo)
      .reduce((sum, row) => sum + row.minor, 0n);
  }

  #pending(account: number, date: CalendarDate): bigint {
    return this.#live('row', account)
      .filter((row) => row.status === 'pending' && row.date <= date)
      .reduce((sum, row) => sum + row.minor, 0n);
  }

  #sortedAnchors(account: number) {
    return this.#live('anchor', account).toSorted((left, right) => left.date.localeCompare(right.date));
  }

  #posted(account: number, date: CalendarDate): bigint {
    const anchors = this.#sortedAnchors(account);
    const before = anchors.findLast((anchor) => anchor.date <= date);
    if (before) return before.minor + this.#postedAfter(account, before.date, date);
    const [first] = anchors;
    if (first) return first.minor - this.#postedAfter(account, date, first.date);
    return this.#postedAfter(account, '', date);
  }

  #drifts(account: number): (bigint | null)[] {
    const anchors = this.#sortedAnchors(account);
    return anchors.map((anchor, index) => {
      const previous = anchors[index - 1];
      if (!previous) return null;
      return anchor.minor - previous.minor - this.#postedAfter(account, previous.date, anchor.date);
    });
  }
}

const HISTORY = { from: EVERY_DATE[0], to: EVERY_DATE.at(-1) ?? '', interval: 'day' as const };

function toMinor(amount: string): bigint {
  return BigInt(amount.replace('.', ''));
}

function isSame(left: Entity, right: Entity): boolean {
  return (
    left.gone === right.gone &&
    left.account === right.account &&
    left.date === right.date &&
    left.minor === right.minor &&
    (left.type !== 'row' || right.type !== 'row' || left.status === right.status)
  );
}
