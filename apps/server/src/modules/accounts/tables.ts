import type { AccountType } from '@fintrack/contract';
import type { CalendarDate } from '@fintrack/core/dates';
import type { Currency } from '@fintrack/core/money';
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  date,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

export const accounts = pgTable(
  'accounts',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    name: text('name').notNull(),
    type: text('type').$type<AccountType>().notNull(),
    subtype: text('subtype'),
    currency: text('currency').$type<Currency>().notNull(),
    creditLimitMinor: bigint('credit_limit_minor', { mode: 'bigint' }),
    institutionName: text('institution_name'),
    accountNumberLast4: text('account_number_last4'),
    isHidden: boolean('is_hidden').notNull().default(false),
    archivedAt: timestamp('archived_at', { withTimezone: true }),
    displayOrder: integer('display_order').notNull().default(0),
    color: text('color'),
    icon: text('icon'),
    version: integer('version').notNull().default(1),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
    deletedAt: timestamp('deleted_at', { withTimezone: true }),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    uniqueIndex('accounts_name').on(table.tenantId, sql`lower(${table.name})`).where(sql`deleted_at IS NULL`),
  ],
);

/** What the bank says an account holds at the end of a day; one live anchor an account and day. */
export const accountBalanceAnchors = pgTable(
  'account_balance_anchors',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    accountId: uuid('account_id').notNull(),
    anchorDate: date('anchor_date', { mode: 'string' }).$type<CalendarDate>().notNull(),
    balanceMinor: bigint('balance_minor', { mode: 'bigint' }).notNull(),
    description: text('description'),
    isInitialBalance: boolean('is_initial_balance').notNull().default(false),
    confidenceLevel: text('confidence_level').$type<'high' | 'medium' | 'low'>().notNull().default('high'),
    source: text('source').$type<'user' | 'import' | 'bank'>().notNull().default('user'),
    importId: uuid('import_id'),
    version: integer('version').notNull().default(1),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
    deletedAt: timestamp('deleted_at', { withTimezone: true }),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    uniqueIndex('anchors_day')
      .on(table.tenantId, table.accountId, table.anchorDate)
      .where(sql`deleted_at IS NULL`),
  ],
);
