import {
  bigint,
  boolean,
  date,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';

/** Amounts are minor units, signed from the account's view: negative leaves the account. */
export const transactions = pgTable(
  'transactions',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    accountId: uuid('account_id').notNull(),
    date: date('date', { mode: 'string' }).notNull(),
    valueDate: date('value_date', { mode: 'string' }),
    amountMinor: bigint('amount_minor', { mode: 'bigint' }).notNull(),
    currency: text('currency').notNull(),
    originalAmountMinor: bigint('original_amount_minor', { mode: 'bigint' }),
    originalCurrency: text('original_currency'),
    type: text('type', { enum: ['income', 'expense', 'transfer'] }).notNull(),
    status: text('status', { enum: ['pending', 'cleared', 'reconciled'] })
      .notNull()
      .default('cleared'),
    isRefund: boolean('is_refund').notNull().default(false),
    description: text('description').notNull(),
    payeeId: uuid('payee_id'),
    categoryId: uuid('category_id'),
    notes: text('notes'),
    tags: text('tags').array().notNull().default([]),
    paymentMethod: text('payment_method'),
    metadata: jsonb('metadata').$type<Record<string, unknown>>().notNull().default({}),
    /** The split parent of a split child. */
    parentId: uuid('parent_id'),
    isSplit: boolean('is_split').notNull().default(false),
    transferAccountId: uuid('transfer_account_id'),
    transferTransactionId: uuid('transfer_transaction_id'),
    /** The purchase that this refund gives back. */
    refundOfId: uuid('refund_of_id'),
    /** The transfer leg that this fee was paid for. */
    feeOfId: uuid('fee_of_id'),
    /** The reconciliation that ticked it off. */
    reconciliationId: uuid('reconciliation_id'),
    importId: uuid('import_id'),
    externalId: text('external_id'),
    rawDescription: text('raw_description'),
    fingerprint: text('fingerprint'),
    createdBy: text('created_by', { enum: ['user', 'import', 'sync', 'rule', 'assistant'] })
      .notNull()
      .default('user'),
    /** The change set that made the row. */
    changeSetId: uuid('change_set_id').notNull(),
    version: integer('version').notNull().default(1),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
    deletedAt: timestamp('deleted_at', { withTimezone: true }),
    deletedReason: text('deleted_reason', { enum: ['user', 'revert'] }),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
);

/** Kept by the database's triggers; the program only reads it. Split children are not in it, parents are. */
export const accountDailyTotals = pgTable(
  'account_daily_totals',
  {
    tenantId: uuid('tenant_id').notNull(),
    accountId: uuid('account_id').notNull(),
    date: date('date', { mode: 'string' }).notNull(),
    postedMinor: bigint('posted_minor', { mode: 'bigint' }).notNull(),
    pendingMinor: bigint('pending_minor', { mode: 'bigint' }).notNull(),
    /** Sum of the positive amounts, pending ones included. */
    inMinor: bigint('in_minor', { mode: 'bigint' }).notNull(),
    rowCount: integer('row_count').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.accountId, table.date] })],
);

/** {@link accountDailyTotals} added up by month, for what spans years. */
export const accountMonthlyTotals = pgTable(
  'account_monthly_totals',
  {
    tenantId: uuid('tenant_id').notNull(),
    accountId: uuid('account_id').notNull(),
    /** The month's first day. */
    month: date('month', { mode: 'string' }).notNull(),
    postedMinor: bigint('posted_minor', { mode: 'bigint' }).notNull(),
    pendingMinor: bigint('pending_minor', { mode: 'bigint' }).notNull(),
    inMinor: bigint('in_minor', { mode: 'bigint' }).notNull(),
    rowCount: integer('row_count').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.accountId, table.month] })],
);

/** `categoryId` of rows without a category in {@link categoryMonthlyTotals}. */
export const NO_CATEGORY = '00000000-0000-0000-0000-000000000000';

/** How many rows a category has in an account; kept by triggers. */
export const categoryCounts = pgTable(
  'category_counts',
  {
    tenantId: uuid('tenant_id').notNull(),
    categoryId: uuid('category_id').notNull(),
    accountId: uuid('account_id').notNull(),
    rowCount: integer('row_count').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.categoryId, table.accountId] })],
);

/** Kept by the database's triggers; the program only reads it. Split parents are not in it, children are. */
export const categoryMonthlyTotals = pgTable(
  'category_monthly_totals',
  {
    tenantId: uuid('tenant_id').notNull(),
    /** The month's first day. */
    month: date('month', { mode: 'string' }).notNull(),
    categoryId: uuid('category_id').notNull(),
    accountId: uuid('account_id').notNull(),
    type: text('type', { enum: ['income', 'expense', 'transfer'] }).notNull(),
    amountMinor: bigint('amount_minor', { mode: 'bigint' }).notNull(),
    /** Sum of the positive amounts. */
    inMinor: bigint('in_minor', { mode: 'bigint' }).notNull(),
    rowCount: integer('row_count').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.month, table.categoryId, table.accountId, table.type] }),
  ],
);
