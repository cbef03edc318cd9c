import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import {
  amount,
  amountInput,
  currency,
  date,
  flag,
  id,
  instant,
  listQuery,
  name,
  version,
} from './fields.ts';

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
    transferAccountId: id.nullable(),
    transferTransactionId: id.nullable(),
    refundOfId: id.nullable().meta({ description: 'The purchase that this refund gives back.' }),
    feeOfId: id.nullable().meta({ description: 'The transfer that this fee was paid for.' }),
    reconciliationId: id
      .nullable()
      .meta({
        description: 'The reconciliation that ticked it off; its amount, date and account are locked.',
      }),
    attachmentCount: z.int(),
    importId: id.nullable(),
    externalId: z.string().nullable(),
    rawDescription: z.string().nullable().meta({ description: "The bank's own line, never changed." }),
    createdBy: z.enum(['user', 'import', 'sync', 'rule', 'assistant']),
    version: z.int(),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Transaction' });
export type Transaction = z.infer<typeof transaction>;

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
    'Ids may be lists separated by commas. categoryId counts descendants in. Deleted rows and split children are left out.',
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
      .meta({ description: 'Words in description, payee or notes.' }),
    tag: z.string().max(50).optional(),
    uncategorised: flag.optional(),
    sort: z.enum(['-date', 'date', '-amount', 'amount']).default('-date'),
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
  query: listTransactions.query.omit({ limit: true, cursor: true, page: true, sort: true }),
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
  summary: 'One transaction',
  access: 'member',
  params: transactionParams,
  data: transaction,
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
  body: transactionFields.partial().extend({ version: version.optional() }),
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
  data: z.object({ deleted: z.int(), changeSetId: id }),
  status: 200,
});

function idList() {
  return z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(id).min(1).max(100));
}
