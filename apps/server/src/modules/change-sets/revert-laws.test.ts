import { parseCalendarDate } from '@fintrack/core/dates';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { TenantContext, TenantTransaction } from '../../platform/database/index.ts';
import { AppError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { insertMember } from '../../testing/test-member.ts';
import { deleteCategory } from '../categories/dissolve.ts';
import { addCategory, changeCategory } from '../categories/service.ts';
import { addPayee, changePayee, deletePayee } from '../payees/service.ts';
import { bookTransaction } from '../transactions/book.ts';
import { changeTransaction } from '../transactions/change.ts';
import { removeTransaction } from '../transactions/remove.ts';
import { revertChangeSet } from './service.ts';

const app: TestApp = await createTestApp();
afterAll(() => app.close());

/** One edit, whose numbers choose among what there is. */
interface Edit {
  readonly kind: (typeof KINDS)[number];
  readonly pick: number;
  readonly other: number;
  readonly cents: number;
}

const KINDS = [
  'book',
  'transfer',
  'edit amount',
  'edit text',
  'recategorise',
  'remove',
  'add category',
  'move category',
  'drop category',
  'add payee',
  'rename payee',
  'drop payee',
] as const;

const edits = fc.array(
  fc.record<Edit>({
    kind: fc.constantFrom(...KINDS),
    pick: fc.nat(1000),
    other: fc.nat(1000),
    cents: fc.integer({ min: 1, max: 100_000 }),
  }),
  { minLength: 1, maxLength: 14 },
);

describe('reverting', () => {
  it('newest first leads back through every earlier state, and undoing the undoing forward again', async () => {
    await fc.assert(
      fc.asyncProperty(edits, async (plan) => {
        const world = await makeWorld();
        const steps = await applyAll(world, plan);
        const end = await snapshot(world);

        const undone: string[] = [];
        for (const step of steps.toReversed()) {
          undone.push(await revert(world, step.changeSetId));
          expect(await snapshot(world)).toEqual(step.before);
        }
        for (const changeSetId of undone.toReversed()) await revert(world, changeSetId);
        expect(await snapshot(world)).toEqual(end);
        expect(
          await query(
            world,
            'SELECT * FROM verify_totals() UNION ALL SELECT * FROM verify_category_counts()',
          ),
        ).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('any single change is undone exactly, or refused with nothing changed', async () => {
    await fc.assert(
      fc.asyncProperty(edits, fc.nat(1000), async (plan, pick) => {
        const world = await makeWorld();
        const steps = await applyAll(world, plan);
        const step = steps[pick % Math.max(steps.length, 1)];
        if (!step) return;
        const before = await snapshot(world);
        const outcome = await revert(world, step.changeSetId).catch(refusalCode);
        if (outcome === 'NOT_REVERTIBLE') expect(await snapshot(world)).toEqual(before);
        else if (step === steps.at(-1)) expect(await snapshot(world)).toEqual(step.before);
        expect(
          await query(
            world,
            'SELECT * FROM verify_totals() UNION ALL SELECT * FROM verify_category_counts()',
          ),
        ).toEqual([]);
        expect(await query(world, HANGING)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

/** Live rows that point to what is gone. */
const HANGING = `
  SELECT t.id FROM transactions t JOIN categories c ON c.id = t.category_id
  WHERE t.deleted_at IS NULL AND c.deleted_at IS NOT NULL
  UNION ALL SELECT t.id FROM transactions t JOIN payees p ON p.id = t.payee_id
  WHERE t.deleted_at IS NULL AND p.deleted_at IS NOT NULL
  UNION ALL SELECT c.id FROM categories c JOIN categories p ON p.id = c.parent_id
  WHERE c.deleted_at IS NULL AND p.deleted_at IS NOT NULL
  UNION ALL SELECT t.id FROM transactions t LEFT JOIN transactions o ON o.id = t.transfer_transaction_id
  WHERE t.deleted_at IS NULL AND t.transfer_transaction_id IS NOT NULL AND o.deleted_at IS NOT NULL`;

interface World {
  readonly context: TenantContext;
  readonly accounts: readonly string[];
}

interface Step {
  readonly changeSetId: string;
  readonly before: unknown;
}

async function makeWorld(): Promise<World> {
  const context = await insertMember(app.ownerUrl);
  const accounts = [newId(), newId()];
  await app.database.writeTenant(context, { summary: 'accounts' }, async (tx) => {
    for (const id of accounts) {
      await tx.client.query(
        `INSERT INTO accounts (tenant_id, id, name, type, currency) VALUES (current_tenant_id(), $1, $1::uuid::text, 'cash', 'EUR')`,
        [id],
      );
    }
  });
  return { context, accounts };
}

async function applyAll(world: World, plan: readonly Edit[]): Promise<Step[]> {
  const steps: Step[] = [];
  for (const edit of plan) {
    const before = await snapshot(world);
    const work = async (tx: TenantTransaction) => {
      await applyEdit(tx, world, edit);
      return tx.changeSetId;
    };
    const changeSetId = await app.database
      .writeTenant(world.context, { summary: edit.kind }, work)
      .catch((error: unknown) => {
        refusalCode(error);
        return null;
      });
    if (changeSetId !== null) steps.push({ changeSetId, before });
  }
  return steps;
}

/** What the rules refuse is no edit; anything else is a failure. */
function refusalCode(error: unknown): string {
  if (error instanceof AppError) return error.code;
  throw error;
}

type Found = Record<'id', string> & { readonly version: number };

async function applyEdit(tx: TenantTransaction, world: World, edit: Edit): Promise<void> {
  const { kind, pick, other, cents } = edit;
  const one = async (table: string, at: number): Promise<Found | undefined> => {
    const found = await tx.client.query<Found>(
      `SELECT id, version FROM ${table} WHERE deleted_at IS NULL ORDER BY id`,
    );
    return found.rows[at % Math.max(found.rows.length, 1)];
  };
  const row = await one('transactions', pick);
  const category = await one('categories', pick);
  const otherCategory = await one('categories', other);
  const payee = await one('payees', pick);
  const date = parseCalendarDate(`2026-0${1 + (other % 9)}-1${pick % 9}`);
  const amount = `-${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
  const [accountId = '', transferAccountId = ''] = pick % 2 ? world.accounts : world.accounts.toReversed();
  const name = `${kind} ${cents}`;
  switch (kind) {
    case 'book':
      await bookTransaction(tx, {
        accountId,
        date,
        amount,
        categoryId: category?.id ?? null,
        payeeName: `Payee ${pick % 3}`,
      });
      break;
    case 'transfer':
      await bookTransaction(tx, { accountId, date, amount, transferAccountId });
      break;
    case 'edit amount':
      if (row) await changeTransaction(tx, { ...row, changes: { amount, date } });
      break;
    case 'edit text':
      if (row)
        await changeTransaction(tx, {
          ...row,
          changes: { notes: name, tags: ['a', name], metadata: { cents } },
        });
      break;
    case 'recategorise':
      if (row)
        await changeTransaction(tx, {
          ...row,
          changes: { categoryId: category?.id ?? null, payeeId: payee?.id ?? null },
        });
      break;
    case 'remove':
      if (row) await removeTransaction(tx, row.id);
      break;
    case 'add category':
      await addCategory(tx, { name, kind: 'expense', parentId: other % 2 ? (category?.id ?? null) : null });
      break;
    case 'move category':
      if (category)
        await changeCategory(tx, { ...category, changes: { parentId: otherCategory?.id ?? null } });
      break;
    case 'drop category':
      if (category) await deleteCategory(tx, category.id, other % 2 ? 'none' : otherCategory?.id);
      break;
    case 'add payee':
      await addPayee(tx, { name, defaultCategoryId: category?.id ?? null });
      break;
    case 'rename payee':
      if (payee) await changePayee(tx, { ...payee, changes: { name } });
      break;
    case 'drop payee':
      if (payee) await deletePayee(tx, payee.id);
      break;
  }
}

async function revert(world: World, changeSetId: string): Promise<string> {
  return app.database.writeTenant(world.context, { kind: 'revert', summary: 'undo' }, async (tx) => {
    await revertChangeSet(tx, { changeSetId });
    return tx.changeSetId;
  });
}

/** Everything that is live, and the totals; not how often a row was written. */
async function snapshot(world: World): Promise<unknown> {
  return query(
    world,
    `SELECT 'transaction' AS kind, to_jsonb(t) - '{version,updated_at}'::text[] AS row FROM transactions t WHERE deleted_at IS NULL
     UNION ALL SELECT 'category', to_jsonb(c) - '{version,updated_at}'::text[] FROM categories c WHERE deleted_at IS NULL
     UNION ALL SELECT 'payee', to_jsonb(p) - '{version,updated_at}'::text[] FROM payees p WHERE deleted_at IS NULL
     UNION ALL SELECT 'daily', to_jsonb(d) FROM account_daily_totals d WHERE row_count <> 0
     UNION ALL SELECT 'monthly', to_jsonb(m) FROM category_monthly_totals m WHERE row_count <> 0
     ORDER BY 1, 2`,
  );
}

async function query(world: World, text: string): Promise<unknown[]> {
  return app.database.readTenant(
    world.context,
    async (tx) => (await tx.client.query<Record<string, unknown>>(text)).rows,
  );
}
