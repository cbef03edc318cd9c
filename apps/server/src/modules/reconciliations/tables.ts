import type { CalendarDate } from '@fintrack/core/dates';
import { bigint, date, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/**
 * An account compared with a bank statement. Money is minor units of the account's currency. Its ticks are in
 * reconciliation_ticks, which the repo alone reads and writes, in SQL.
 */
export const reconciliations = pgTable(
  'reconciliations',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    accountId: uuid('account_id').notNull(),
    statementDate: date('statement_date', { mode: 'string' }).$type<CalendarDate>().notNull(),
    closingMinor: bigint('closing_minor', { mode: 'bigint' }).notNull(),
    openingDate: date('opening_date', { mode: 'string' }).$type<CalendarDate>(),
    openingMinor: bigint('opening_minor', { mode: 'bigint' }).notNull(),
    openingSource: text('opening_source', { enum: ['previous', 'anchor', 'stated', 'zero'] }).notNull(),
    /** Rows up to this day are in the opening balance of the first statement of the chain; null: none is. */
    rowsAfter: date('rows_after', { mode: 'string' }).$type<CalendarDate>(),
    status: text('status', { enum: ['open', 'finished', 'unlocked'] })
      .notNull()
      .default('open'),
    finishedAt: timestamp('finished_at', { withTimezone: true }),
    unlockedAt: timestamp('unlocked_at', { withTimezone: true }),
    unlockReason: text('unlock_reason'),
    version: integer('version').notNull().default(1),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
    deletedAt: timestamp('deleted_at', { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
);
