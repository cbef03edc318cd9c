import { bigint, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const payees = pgTable(
  'payees',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    name: text('name').notNull(),
    defaultCategoryId: uuid('default_category_id'),
    version: integer('version').notNull().default(1),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
    deletedAt: timestamp('deleted_at', { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
);

/** Names that lead to a payee beside its own. */
export const payeeAliases = pgTable(
  'payee_aliases',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    payeeId: uuid('payee_id').notNull(),
    name: text('name').notNull(),
    version: integer('version').notNull().default(1),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
    deletedAt: timestamp('deleted_at', { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
);

/** Kept by the database's triggers; the program only reads it. Split children are not in it, parents are. */
export const payeeTotals = pgTable(
  'payee_totals',
  {
    tenantId: uuid('tenant_id').notNull(),
    payeeId: uuid('payee_id').notNull(),
    currency: text('currency').notNull(),
    netMinor: bigint('net_minor', { mode: 'bigint' }).notNull(),
    rowCount: integer('row_count').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.payeeId, table.currency] })],
);
