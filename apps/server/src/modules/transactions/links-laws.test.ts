import { parseCalendarDate } from '@fintrack/core/dates';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { TenantContext, TenantTransaction } from '../../platform/database/index.ts';
import { AppError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { insertMember } from '../../testing/test-member.ts';
import { revertChangeSet } from '../change-sets/service.ts';
import { bookTransaction } from './book.ts';
import { changeTransaction } from './change.ts';
import { removeTransaction } from './remove.ts';
import { replaceSplits } from './splits.ts';
import { linkTransfer, unlinkTransfer } from './transfers.ts';

const app: TestApp = await createTestApp();
afterAll(() => app.close());

/** One edit, whose numbers choose among what there is. */
interface Edit {
  readonly kind: (typeof KINDS)[number];
  readonly pick: number;
  readonly other: number;
}

const KINDS = [
  'pay',
  'receive',
  'transfer',
  'split',
  'split again',
  'undo split',
  'move',
  'change amount',
  'link',
  'link with fee',
  'unlink',
  'refund',
  'remove',
  'remove one leg',
] as const;

const edits = fc.array(
  fc.record<Edit>({ kind: fc.constantFrom(...KINDS), pick: fc.nat(1000), other: fc.nat(1000) }),
  { minLength: 1, maxLength: 16 },
);

describe('splits, transfers and refunds under any edits', () => {
  it('undone newest first, every earlier state comes back; every state keeps the invariants', async () => {
    await fc.assert(
      fc.asyncProperty(edits, async (plan) => {
        const world = await makeWorld();
        const steps = await applyAll(world, plan);
        for (const step of steps.toReversed()) {
          await revert(world, step.changeSetId);
          expect(await snapshot(world)).toEqual(step.before);
        }
        expect(await query(world, BROKEN)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('any single change is undone, or refused with nothing changed, and the invariants hold', async () => {
    await fc.assert(
      fc.asyncProperty(edits, fc.nat(1000), async (plan, pick) => {
        const world = await makeWorld();
        const steps = await applyAll(world, plan);
        const step = steps[pick % Math.max(steps.length, 1)];
        if (!step) return;
        const before = await snapshot(world);
        const outcome = await revert(world, step.changeSetId).catch(refusalCode);
        if (outcome === 'NOT_REVERTIBLE') expect(await snapshot(world)).toEqual(before);
        expect(await query(world, BROKEN)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

/** Every line is a broken invariant. */
const BROKEN = `
  SELECT 'a split that does not add up' AS problem, w.id FROM transactions w
  WHERE w.deleted_at IS NULL AND w.is_split AND w.amount_minor IS DISTINCT FROM
    (SELECT sum(p.amount_minor) FROM transactions p WHERE p.parent_id = w.id AND p.deleted_at IS NULL)
  UNION ALL
  SELECT 'a part without its whole, or elsewhere', p.id
  FROM transactions p LEFT JOIN transactions w ON w.id = p.parent_id AND w.deleted_at IS NULL AND w.is_split
  WHERE p.parent_id IS NOT NULL AND p.deleted_at IS NULL
    AND (p.account_id, p.date, p.status, p.type) IS DISTINCT FROM (w.account_id, w.date, w.status, w.type)
  UNION ALL
  SELECT 'a leg whose other leg does not name it', t.id
  FROM transactions t LEFT JOIN transactions o ON o.id = t.transfer_transaction_id AND o.deleted_at IS NULL
  WHERE t.deleted_at IS NULL AND t.transfer_transaction_id IS NOT NULL
    AND (o.transfer_transaction_id, o.transfer_account_id, -o.amount_minor)
      IS DISTINCT FROM (t.id, t.account_id, t.amount_minor)
  UNION ALL
  SELECT 'a fee or refund of what is gone', t.id
  FROM transactions t LEFT JOIN transactions o
    ON o.id = coalesce(t.fee_of_id, t.refund_of_id) AND o.deleted_at IS NULL
  WHERE t.deleted_at IS NULL AND coalesce(t.fee_of_id, t.refund_of_id) IS NOT NULL AND o.id IS NULL
  UNION ALL
  SELECT 'more came back than was paid', p.id FROM transactions p
  WHERE p.deleted_at IS NULL AND -p.amount_minor <
    (SELECT sum(r.amount_minor) FROM transactions r WHERE r.refund_of_id = p.id AND r.deleted_at IS NULL)
  UNION ALL
  SELECT total, account_id FROM verify_totals() UNION ALL SELECT total, account_id FROM verify_category_counts()`;

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
        `INSERT INTO accounts (tenant_id, id, name, type, currency)
         VALUES (current_tenant_id(), $1, $1::uuid::text, 'cash', 'EUR')`,
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

interface Row extends Record<'id' | 'amount_minor' | 'account_id', string> {
  readonly version: number;
}

async function rows(tx: TenantTransaction, where: string): Promise<Row[]> {
  const found = await tx.client.query<Row>(
    `SELECT id, version, amount_minor, account_id FROM transactions WHERE deleted_at IS NULL AND ${where} ORDER BY id`,
  );
  return found.rows;
}

async function applyEdit(tx: TenantTransaction, world: World, edit: Edit): Promise<void> {
  const { kind, pick, other } = edit;
  const any = await rows(tx, 'true');
  const row = any[pick % Math.max(any.length, 1)];
  const [accountId = '', transferAccountId = ''] = pick % 2 ? world.accounts : world.accounts.toReversed();
  const date = parseCalendarDate(`2026-03-0${1 + (other % 9)}`);
  const booking = { accountId, date };
  // Few amounts, so that rows fit each other.
  const amount = `${10 * (1 + (other % 2))}`;
  if (kind === 'pay') return void (await bookTransaction(tx, { ...booking, amount: `-${amount}` }));
  if (kind === 'receive') return void (await bookTransaction(tx, { ...booking, amount }));
  if (kind === 'transfer') {
    const fee = other % 2 ? { transferFee: { amount: '1' } } : {};
    return void (await bookTransaction(tx, { ...booking, amount: `-${amount}`, transferAccountId, ...fee }));
  }
  if (row) await changeRow(tx, row, { ...edit, amount, date });
}

async function changeRow(
  tx: TenantTransaction,
  row: Row,
  {
    kind,
    pick,
    other,
    amount,
    date,
  }: Edit & { readonly amount: string; readonly date: ReturnType<typeof parseCalendarDate> },
): Promise<void> {
  const partners = await rows(tx, 'parent_id IS NULL');
  const partner = partners[other % Math.max(partners.length, 1)];
  const cents = (minor: bigint) => `${minor / 100n}.00`;
  const whole = BigInt(row.amount_minor);
  const target = { id: row.id, version: row.version };
  switch (kind) {
    case 'split':
      return replaceSplits(tx, { ...target, splits: [{ amount: cents(whole - 300n) }, { amount: '3' }] });
    case 'split again':
      return replaceSplits(tx, {
        ...target,
        amount: `-${amount}`,
        splits: [{ amount: '-4' }, { amount: '-2' }, { amount: `-${BigInt(amount) - 6n}` }],
      });
    case 'undo split':
      return replaceSplits(tx, { ...target, splits: [] });
    case 'move':
      return void (await changeTransaction(tx, {
        ...target,
        changes: { date, status: pick % 2 ? 'pending' : 'cleared' },
      }));
    case 'change amount':
      return void (await changeTransaction(tx, { ...target, changes: { amount: `-${amount}` } }));
    case 'link':
      return void (await linkTransfer(tx, { id: row.id, otherId: partner?.id ?? '' }));
    case 'link with fee':
      return void (await linkTransfer(tx, { id: row.id, otherId: partner?.id ?? '', fee: { amount: '10' } }));
    case 'unlink':
      return void (await unlinkTransfer(tx, row.id));
    case 'refund':
      return void (await changeTransaction(tx, { ...target, changes: { refundOfId: partner?.id ?? null } }));
    case 'remove one leg':
      return void (await removeTransaction(tx, row.id, { otherLeg: 'keep' }));
    default:
      await removeTransaction(tx, row.id);
  }
}

async function revert(world: World, changeSetId: string): Promise<string> {
  return app.database.writeTenant(world.context, { kind: 'revert', summary: 'undo' }, async (tx) => {
    await revertChangeSet(tx, { changeSetId });
    return tx.changeSetId;
  });
}

/** What the books say; versions and times aside. */
function snapshot(world: World): Promise<unknown[]> {
  return query(
    world,
    `SELECT to_jsonb(t) - ARRAY['version', 'created_at', 'updated_at'] AS row FROM transactions t
     WHERE t.deleted_at IS NULL ORDER BY t.id`,
  );
}

async function query(world: World, text: string): Promise<unknown[]> {
  return app.database.readTenant(world.context, async (tx) => {
    const found = await tx.client.query<Record<string, unknown>>(text);
    return found.rows;
  });
}
