import type { CalendarDate } from '@fintrack/core/dates';
import { date, integer, numeric, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** What the world publishes, for all tenants; the program's role can only read it. One `base` is `rate` of `quote`. */
export const exchangeRates = pgTable(
  'exchange_rates',
  {
    source: text('source', { enum: ['ecb', 'fed'] }).notNull(),
    base: text('base').notNull(),
    quote: text('quote').notNull(),
    date: date('date', { mode: 'string' }).notNull(),
    rate: numeric('rate').notNull(),
  },
  (table) => [primaryKey({ columns: [table.source, table.base, table.quote, table.date] })],
);

export const exchangeRateSources = pgTable('exchange_rate_sources', {
  source: text('source', { enum: ['ecb', 'fed'] }).primaryKey(),
  snapshot: text('snapshot'),
  lastAttemptAt: timestamp('last_attempt_at', { withTimezone: true }),
  lastSuccessAt: timestamp('last_success_at', { withTimezone: true }),
  lastError: text('last_error'),
});

/** A tenant's own rates: pinned by hand, or read from a file. */
export const tenantRates = pgTable(
  'tenant_rates',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    base: text('base').notNull(),
    quote: text('quote').notNull(),
    rateDate: date('rate_date', { mode: 'string' }).$type<CalendarDate>().notNull(),
    rate: numeric('rate').notNull(),
    source: text('source', { enum: ['manual', 'file'] })
      .notNull()
      .default('manual'),
    version: integer('version').notNull().default(1),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
    deletedAt: timestamp('deleted_at', { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
);
