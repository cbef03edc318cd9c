import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { amount, amountInput, date, id, instant } from './fields.ts';

export const reconciliation = z
  .object({
    id,
    accountId: id,
    currency: z.string(),
    status: z.enum(['open', 'finished', 'unlocked']).meta({
      description: 'finished: its rows are locked. unlocked: it was finished, and its rows are free again.',
    }),
    statementDate: date.meta({ description: 'The last day of the statement.' }),
    closingBalance: amount,
    openingDate: date
      .nullable()
      .meta({ description: 'What the opening balance is of; null: from the first row on.' }),
    openingBalance: amount,
    openingSource: z
      .enum(['previous', 'anchor', 'stated', 'zero'])
      .meta({ description: 'Where the opening balance comes from.' }),
    tickedCount: z.int(),
    tickedSum: amount,
    difference: amount.meta({
      description: 'closingBalance - (openingBalance + tickedSum): zero when the statement adds up.',
    }),
    untickedCount: z.int().meta({ description: 'Posted rows up to the statement date that are not ticked.' }),
    untickedSum: amount,
    unlockReason: z.string().nullable(),
    finishedAt: instant.nullable(),
    unlockedAt: instant.nullable(),
    version: z.int(),
    createdAt: instant,
  })
  .meta({ id: 'Reconciliation' });
export type Reconciliation = z.infer<typeof reconciliation>;

/** A row to tick. */
export const reconciliationRow = z
  .object({
    id,
    date,
    amount,
    description: z.string(),
    payeeName: z.string().nullable(),
    categoryName: z.string().nullable(),
    isTicked: z.boolean(),
    version: z.int(),
  })
  .meta({ id: 'ReconciliationRow' });
export type ReconciliationRow = z.infer<typeof reconciliationRow>;

const accountParams = z.object({ accountId: id });
const reconciliationParams = accountParams.extend({ reconciliationId: id });
const page = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(200),
  cursor: z.string().max(500).optional(),
});

export const listReconciliations = endpoint({
  id: 'listReconciliations',
  method: 'get',
  path: '/accounts/{accountId}/reconciliations',
  tag: 'Reconciliation',
  summary: "An account's reconciliations, newest statement first; cancelled ones are left out",
  access: 'member',
  params: accountParams,
  query: page,
  data: z.array(reconciliation),
  status: 200,
  paginated: true,
});

export const createReconciliation = endpoint({
  id: 'createReconciliation',
  method: 'post',
  path: '/accounts/{accountId}/reconciliations',
  tag: 'Reconciliation',
  summary: 'Begin to compare an account with a statement; one at a time for each account',
  description:
    'The opening balance is the closing balance of the last finished statement before this one; without one, what is ' +
    'given, else the last stated balance before the statement date, else zero from the first row on.',
  access: 'write',
  params: accountParams,
  body: z.object({
    statementDate: date,
    closingBalance: amountInput,
    openingBalance: amountInput.optional(),
    openingDate: date.optional().meta({
      description: 'The statement opens at the end of this day; alone it takes the anchor of that day.',
    }),
  }),
  data: reconciliation,
  status: 201,
  versioned: true,
});

export const getReconciliation = endpoint({
  id: 'getReconciliation',
  method: 'get',
  path: '/accounts/{accountId}/reconciliations/{reconciliationId}',
  tag: 'Reconciliation',
  summary: 'One reconciliation with its sums and its rows, oldest first',
  description:
    'While it is open: every posted row up to the statement date that no other statement holds. Afterwards: the rows that it ticked.',
  access: 'member',
  params: reconciliationParams,
  query: page,
  data: reconciliation.extend({ rows: z.array(reconciliationRow) }),
  status: 200,
  paginated: true,
  versioned: true,
});

export const tickReconciliationRows = endpoint({
  id: 'tickReconciliationRows',
  method: 'put',
  path: '/accounts/{accountId}/reconciliations/{reconciliationId}/rows',
  tag: 'Reconciliation',
  summary: 'Tick rows that the statement has, and untick others',
  access: 'write',
  params: reconciliationParams,
  body: z.object({
    tick: z.array(id).max(10_000).default([]),
    untick: z.array(id).max(10_000).default([]),
    tickUntil: date.optional().meta({ description: 'Ticks every row up to this day.' }),
    untickAll: z.boolean().default(false).meta({ description: 'Before anything is ticked.' }),
  }),
  data: reconciliation,
  status: 200,
});

export const finishReconciliation = endpoint({
  id: 'finishReconciliation',
  method: 'post',
  path: '/accounts/{accountId}/reconciliations/{reconciliationId}/finish',
  tag: 'Reconciliation',
  summary: 'Lock the ticked rows, when the statement adds up to the last minor unit',
  description:
    'Refused with RECONCILIATION_OFF, the difference and its likeliest causes when it does not. The closing balance becomes an anchor of the statement date.',
  access: 'write',
  params: reconciliationParams,
  data: reconciliation.extend({ changeSetId: id }),
  status: 200,
  versioned: true,
});

export const unlockReconciliation = endpoint({
  id: 'unlockReconciliation',
  method: 'post',
  path: '/accounts/{accountId}/reconciliations/{reconciliationId}/unlock',
  tag: 'Reconciliation',
  summary: 'Free the rows of a finished reconciliation, with a reason that stays in the history',
  access: 'write',
  params: reconciliationParams,
  body: z.object({
    reason: z.string().trim().min(1, { error: 'Say why.' }).max(500, { error: 'Keep it to 500 characters.' }),
  }),
  data: reconciliation.extend({ changeSetId: id }),
  status: 200,
  versioned: true,
});

export const cancelReconciliation = endpoint({
  id: 'cancelReconciliation',
  method: 'delete',
  path: '/accounts/{accountId}/reconciliations/{reconciliationId}',
  tag: 'Reconciliation',
  summary: 'Give up an open reconciliation; no row was touched by it',
  access: 'write',
  params: reconciliationParams,
  data: z.object({ changeSetId: id }),
  status: 200,
});
