import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { amount, amountInput, date, flag, id, instant } from './fields.ts';

const ofRow = { transactionId: id, version: z.int().positive() };

/** What takes one cause of a drift away. */
export const singleMend = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('delete_row'), ...ofRow }),
  z.object({ kind: z.literal('restore_row'), ...ofRow }),
  z.object({ kind: z.literal('flip_sign'), ...ofRow }),
  z.object({ kind: z.literal('correct_amount'), ...ofRow, amount: amountInput }),
  z.object({ kind: z.literal('move_date'), ...ofRow, date }),
  z.object({ kind: z.literal('mark_cleared'), ...ofRow, date }),
  z.object({ kind: z.literal('mark_pending'), ...ofRow }),
  z.object({ kind: z.literal('add_line'), importId: id, rowNumber: z.int() }),
  z.object({ kind: z.literal('add_like'), transactionId: id, date }),
  z.object({ kind: z.literal('add_leg'), ...ofRow }),
]);
export type SingleMend = z.output<typeof singleMend>;

/** A single mend, two or three of them at once, or at last the labelled row that explains nothing. */
export const mend = z
  .union([
    singleMend,
    z.object({ kind: z.literal('several'), mends: z.array(singleMend).min(2).max(3) }),
    z.object({
      kind: z.literal('adjustment'),
      amount: amountInput,
      categoryId: id,
      description: z.string().trim().min(1).max(200).default('Adjustment'),
    }),
  ])
  .meta({ id: 'Mend' });
export type Mend = z.output<typeof mend>;

/** A row, a deleted row or a line of an imported file that a suspect is about. */
export const suspectRow = z
  .object({
    source: z.enum(['row', 'deleted', 'line']),
    transactionId: id.nullable(),
    importId: id.nullable(),
    rowNumber: z.int().nullable(),
    accountId: id,
    date,
    amount,
    description: z.string(),
  })
  .meta({ id: 'SuspectRow' });

export const suspectKind = z.enum([
  'missing_line',
  'deleted_row',
  'pending_posted',
  'missing_recurring',
  'missing_leg',
  'doubled_row',
  'extra_row',
  'wrong_sign',
  'wrong_amount',
  'wrong_date',
  'wrong_rate',
  'several',
]);

export const suspect = z
  .object({
    kind: suspectKind,
    confidence: z.int().meta({ description: 'From 1 to 99: a rank among suspects, not a probability.' }),
    explanation: z.string(),
    reasons: z.array(z.string()),
    rows: z.array(suspectRow),
    leaves: amount.meta({ description: 'The difference that stays after the mend.' }),
    mend: mend.nullable().meta({ description: 'What POST /balances/mend takes.' }),
  })
  .meta({ id: 'Suspect' });
export type Suspect = z.infer<typeof suspect>;

/** A time between two anchors in which the rows do not give what the bank says. */
export const drift = z
  .object({
    accountId: id,
    accountName: z.string(),
    from: date.meta({ description: 'The anchor before; rows after it count.' }),
    to: date,
    currency: z.string(),
    openingBalance: amount,
    bank: amount.meta({ description: 'What the bank says at the end of `to`.' }),
    books: amount.meta({ description: 'What the rows since `from` give.' }),
    drift: amount.meta({ description: 'bank - books' }),
    rowCount: z.int(),
    firstBadDay: z
      .object({
        date: date
          .nullable()
          .meta({ description: 'null: it lies after the last day that the bank told of.' }),
        lastGoodDay: date,
        step: amount.meta({ description: 'By how much bank and books part on that day.' }),
      })
      .nullable()
      .meta({ description: 'Where running balances of imported files allow to say it.' }),
    isSearched: z.boolean().meta({ description: 'Suspects are searched for the first twenty.' }),
    isSearchComplete: z.boolean(),
    suspects: z.array(suspect).meta({ description: 'The likeliest first.' }),
  })
  .meta({ id: 'Drift' });
export type Drift = z.infer<typeof drift>;

export const validateBalances = endpoint({
  id: 'validateBalances',
  method: 'get',
  path: '/balances/validate',
  tag: 'Balances',
  summary:
    'The times between anchors that do not add up, with ranked suspects; on request all derived totals',
  access: 'member',
  query: z.object({
    accountId: id.optional().meta({ description: 'One account; all when left out.' }),
    totals: flag
      .optional()
      .meta({ description: 'Recompute every derived total from the rows, account by account.' }),
    suspects: flag.optional().meta({ description: 'false leaves the search out.' }),
  }),
  data: z
    .object({
      checkedAt: instant,
      totalsAgree: z.boolean().nullable().meta({ description: 'null when the totals were not asked for.' }),
      differences: z
        .array(
          z.object({
            total: z.string(),
            accountId: id,
            categoryId: id.nullable(),
            period: date,
            stored: amount,
            actual: amount,
          }),
        )
        .meta({ description: 'The first 500.' }),
      accounts: z
        .array(z.object({ id, name: z.string(), anchorCount: z.int(), driftCount: z.int() }))
        .meta({ description: 'Accounts with anchors, in display order.' }),
      drifts: z.array(drift),
    })
    .meta({ id: 'BalanceValidation' }),
  status: 200,
});
export type BalanceValidation = z.output<typeof validateBalances.data>;

export const mendBalance = endpoint({
  id: 'mendBalance',
  method: 'post',
  path: '/balances/mend',
  tag: 'Balances',
  summary: 'Do what a suspect proposes, as a change set of its own that can be undone',
  description:
    'The suspect is looked for again first: when it is none any more the answer is CONFLICT, and nothing is written. An adjustment has to equal the difference.',
  access: 'write',
  body: z.object({
    accountId: id,
    to: date.meta({ description: 'The anchor that ends the time that does not add up.' }),
    drift: amountInput.meta({ description: 'The difference as it was shown.' }),
    mend,
  }),
  data: z.object({
    changeSetId: id,
    drift: drift.nullable().meta({ description: 'What is left of it; null when bank and books agree.' }),
  }),
  status: 200,
});
