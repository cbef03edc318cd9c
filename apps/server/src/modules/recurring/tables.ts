import type { RecurringSchedule } from '@fintrack/contract';
import type { CalendarDate } from '@fintrack/core/dates';
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

/**
 * What a person has decided about a series; audited. Money is minor units of the account's currency, signed like the
 * rows. The rows of a series are in recurring_rows and its marks in recurring_postings, which the repo alone reads and
 * writes, in SQL.
 */
export const recurringSeries = pgTable(
  'recurring_series',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    state: text('state', { enum: ['proposed', 'accepted', 'dismissed', 'ended'] }).notNull(),
    name: text('name').notNull(),
    accountId: uuid('account_id').notNull(),
    currency: text('currency').notNull(),
    payeeId: uuid('payee_id'),
    categoryId: uuid('category_id'),
    /** A person's own; null: what detection finds. */
    schedule: jsonb('schedule').$type<RecurringSchedule>(),
    expectedMinor: bigint('expected_minor', { mode: 'bigint' }),
    lowMinor: bigint('low_minor', { mode: 'bigint' }),
    highMinor: bigint('high_minor', { mode: 'bigint' }),
    posting: text('posting', { enum: ['none', 'remind', 'post'] })
      .notNull()
      .default('none'),
    postAs: text('post_as', { enum: ['pending', 'cleared'] })
      .notNull()
      .default('pending'),
    startsOn: date('starts_on', { mode: 'string' }).$type<CalendarDate>(),
    endsOn: date('ends_on', { mode: 'string' }).$type<CalendarDate>(),
    description: text('description').notNull().default(''),
    notes: text('notes'),
    tags: text('tags').array().notNull().default([]),
    isMadeByHand: boolean('is_made_by_hand').notNull().default(false),
    version: integer('version').notNull().default(1),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
    deletedAt: timestamp('deleted_at', { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
);

/** A price in price_history: minor units as decimal text, as JSON has no bigint. */
export interface StoredPrice {
  readonly from: CalendarDate;
  readonly amountMinor: string;
  readonly rows: number;
}

/** What detection has found about a series: derived from the ledger, not audited. */
export const recurringEvidence = pgTable(
  'recurring_evidence',
  {
    tenantId: uuid('tenant_id').notNull(),
    seriesId: uuid('series_id').notNull(),
    /** Percent. */
    confidence: integer('confidence').notNull(),
    reasons: text('reasons').array().notNull(),
    schedule: jsonb('schedule').$type<RecurringSchedule>().notNull(),
    amountKind: text('amount_kind', { enum: ['fixed', 'variable'] }).notNull(),
    expectedMinor: bigint('expected_minor', { mode: 'bigint' }).notNull(),
    lowMinor: bigint('low_minor', { mode: 'bigint' }).notNull(),
    highMinor: bigint('high_minor', { mode: 'bigint' }).notNull(),
    earlyDays: integer('early_days').notNull(),
    lateDays: integer('late_days').notNull(),
    priceHistory: jsonb('price_history').$type<readonly StoredPrice[]>().notNull(),
    merchantWords: text('merchant_words').array().notNull(),
    firstDate: date('first_date', { mode: 'string' }).$type<CalendarDate>().notNull(),
    lastDate: date('last_date', { mode: 'string' }).$type<CalendarDate>().notNull(),
    rowCount: integer('row_count').notNull(),
    hasStopped: boolean('has_stopped').notNull(),
    detectedAt: timestamp('detected_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.seriesId] })],
);
