import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import {
  amount,
  amountInput,
  currency,
  date,
  flag,
  id,
  idList,
  instant,
  listQuery,
  name,
  version,
} from './fields.ts';
import { rowSeries, splitPart, transactionRelations } from './transaction-parts.ts';

export const transactionType = z.enum(['income', 'expense', 'transfer']);
export const transactionStatus = z.enum(['pending', 'cleared', 'reconciled']);

export const transaction = z
  .object({
    id,
    accountId: id,
    accountName: z.string(),
    date,
    valueDate: date.nullable(),
    amount: amount.meta({ description: "Signed from the account's view: negative leaves it." }),
    currency: z.string(),
    originalAmount: amount.nullable(),
    originalCurrency: z.string().nullable(),
    type: transactionType,
    status: transactionStatus,
    isRefund: z.boolean(),
    description: z.string(),
    payeeId: id.nullable(),
    payeeName: z.string().nullable(),
    categoryId: id.nullable(),
    categoryName: z.string().nullable(),
    categoryColor: z.string().nullable(),
    notes: z.string().nullable(),
    tags: z.array(z.string()),
    paymentMethod: z.string().nullable(),
    metadata: z.record(z.string(), z.unknown()),
    isSplit: z.boolean(),
    parentId: id.nullable().meta({
      description: 'Of a part of a split: the whole. Lists show parts only under a category filter.',
    }),
    splits: z
      .array(splitPart)
      .optional()
      .meta({ description: 'The parts of a split; in lists only with include=splits.' }),
    transferAccountId: id.nullable(),
    transferTransactionId: id.nullable(),
    refundOfId: id.nullable().meta({ description: 'The purchase that this refund gives back.' }),
    feeOfId: id.nullable().meta({ description: 'The transfer that this fee was paid for.' }),
    reconciliationId: id.nullable().meta({
      description: 'The reconciliation that ticked it off; its amount, date and account are locked.',
    }),
    attachmentCount: z.int(),
    importId: id.nullable(),
    externalId: z.string().nullable(),
    rawDescription: z.string().nullable().meta({ description: "The bank's own line, never changed." }),
    createdBy: z.enum(['user', 'import', 'sync', 'rule', 'assistant']),
    runningBalance: amount.nullable().optional().meta({
      description:
        "The account's posted balance after this row; null for a pending row. Only with include=running.",
    }),
    series: rowSeries.nullable().optional().meta({
      description:
        'The accepted recurring series that it belongs to, or one that has ended; in lists only with include=series.',
    }),
    version: z.int(),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Transaction' });
export type Transaction = z.infer<typeof transaction>;

/** A transaction with what it has to do with other rows. */
export const transactionDetail = transaction
  .extend(transactionRelations.shape)
  .meta({ id: 'TransactionDetail' });
export type TransactionDetail = z.infer<typeof transactionDetail>;

const transactionFields = z.object({
  accountId: id,
  date,
  valueDate: date.nullish(),
  amount: amountInput,
  originalAmount: amountInput.nullish(),
  originalCurrency: currency.nullish(),
  type: transactionType,
  status: transactionStatus,
  isRefund: z.boolean(),
  description: z.string().trim().max(2000, { error: 'Keep it to 2,000 characters.' }),
  payeeId: id.nullish(),
  payeeName: name.nullish().meta({ description: 'Instead of payeeId: found by name, or made.' }),
  categoryId: id.nullish(),
  notes: z.string().max(10_000, { error: 'Keep it to 10,000 characters.' }).nullish(),
  tags: z.array(z.string().trim().min(1).max(50)).max(50),
  paymentMethod: z.string().trim().max(50).nullish(),
  metadata: z
    .record(z.string().max(100), z.unknown())
    .refine((value) => JSON.stringify(value).length <= 20_000, {
      error: 'Keep it to 20,000 characters.',
    }),
  transferAccountId: id.nullish().meta({ description: 'For type transfer: the account at the other end.' }),
});
const transactionParams = z.object({ transactionId: id });

export const listTransactions = endpoint({
  id: 'listTransactions',
  method: 'get',
  path: '/transactions',
  tag: 'Transactions',
  summary: 'Transactions, newest first, filtered',
  description:
    'Ids may be lists separated by commas. categoryId counts descendants in. Deleted rows are left out. Under a filter by category (or uncategorised) a split stands with those of its parts that the filter selects, each as a row with parentId; otherwise as one row.',
  access: 'member',
  query: listQuery.extend({
    accountId: idList().optional(),
    categoryId: idList().optional(),
    payeeId: idList().optional(),
    importId: id.optional(),
    type: transactionType.optional(),
    status: transactionStatus.optional(),
    from: date.optional(),
    to: date.optional(),
    minAmount: amountInput.optional().meta({ description: 'Of the signed amount.' }),
    maxAmount: amountInput.optional(),
    text: z
      .string()
      .trim()
      .max(255)
      .optional()
      .meta({ description: 'Beginnings of words in description, payee or notes; all must be there.' }),
    q: z.string().trim().max(500, { error: 'Keep it to 500 characters.' }).optional().meta({
      description: 'A search with operators, as in searchTransactions: amount:>50 category:food -refund',
    }),
    hasAttachment: flag.optional(),
    tag: z.string().max(50).optional(),
    uncategorised: flag.optional(),
    sort: z.enum(['-date', 'date', '-amount', 'amount']).default('-date'),
    include: includeList().optional().meta({
      description:
        'running: the balance after each row, for one account sorted by date; splits: the parts of splits; series: the recurring series of each row. A list separated by commas.',
    }),
  }),
  data: z.array(transaction),
  status: 200,
  paginated: true,
});

/** Totals of what the list's filters select: exact, per currency. */
export const summariseTransactions = endpoint({
  id: 'summariseTransactions',
  method: 'get',
  path: '/transactions/summary',
  tag: 'Transactions',
  summary: 'Count, money in and money out of what the same filters select, per currency',
  access: 'member',
  query: listTransactions.query.omit({ limit: true, cursor: true, page: true, sort: true, include: true }),
  data: z.array(
    z
      .object({
        currency: z.string(),
        count: z.int(),
        moneyIn: amount,
        moneyOut: amount.meta({ description: 'Positive.' }),
        net: amount,
      })
      .meta({ id: 'TransactionTotals' }),
  ),
  status: 200,
});

const refundOfId = id.meta({
  description:
    'The purchase that this row gives back. It makes the row a refund, in the category of the purchase unless one is said.',
});

export const createTransaction = endpoint({
  id: 'createTransaction',
  method: 'post',
  path: '/transactions',
  tag: 'Transactions',
  summary: 'Book a transaction',
  description:
    'An expense has a negative amount, an income a positive one; a positive expense is a refund and says so with isRefund. ' +
    'type may be left out: then the sign says it. type transfer with transferAccountId books both legs.',
  access: 'write',
  body: transactionFields
    .partial()
    .required({ accountId: true, date: true, amount: true })
    .extend({
      transferAmount: amountInput
        .optional()
        .meta({ description: 'What arrives at the other account when its currency differs: positive.' }),
      transferFee: z
        .object({ amount: amountInput, categoryId: id.nullish(), payeeName: name.nullish() })
        .optional()
        .meta({
          description:
            "What the transfer costs besides: positive, in the paying account's currency. Booked there as an expense of its own.",
        }),
      refundOfId: refundOfId.optional(),
    }),
  data: transaction,
  status: 201,
  versioned: true,
});

export const getTransaction = endpoint({
  id: 'getTransaction',
  method: 'get',
  path: '/transactions/{transactionId}',
  tag: 'Transactions',
  summary: 'One transaction with its parts, its transfer, its fee and its refunds',
  access: 'member',
  params: transactionParams,
  data: transactionDetail,
  status: 200,
  versioned: true,
});

export const updateTransaction = endpoint({
  id: 'updateTransaction',
  method: 'put',
  path: '/transactions/{transactionId}',
  tag: 'Transactions',
  summary: 'Change a transaction; what is left out stays',
  access: 'write',
  params: transactionParams,
  body: transactionFields.partial().extend({
    version: version.optional(),
    transferAmount: amountInput.optional().meta({
      description: "What the other leg of a transfer books when its account's currency differs: positive.",
    }),
    refundOfId: refundOfId.nullish(),
  }),
  data: transaction,
  status: 200,
  versioned: true,
});

export const deleteTransaction = endpoint({
  id: 'deleteTransaction',
  method: 'delete',
  path: '/transactions/{transactionId}',
  tag: 'Transactions',
  summary:
    'Delete a transaction (both legs of a transfer); it can be brought back by reverting the change set',
  access: 'write',
  params: transactionParams,
  query: z.object({
    otherLeg: z.enum(['delete', 'keep']).default('delete').meta({
      description: 'Of a transfer: what becomes of its other row. Kept, it is an income or an expense.',
    }),
  }),
  data: z.object({ deleted: z.int(), changeSetId: id }),
  status: 200,
});

function includeList() {
  return z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(['running', 'splits', 'series'])).min(1));
}
