import { date, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const tags = pgTable(
  'tags',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    name: text('name').notNull(),
    color: text('color'),
    version: integer('version').notNull().default(1),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
    deletedAt: timestamp('deleted_at', { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
);

/** Live rows by tag. Kept by the database's triggers from the names on the rows; the program only reads it. */
export const transactionTags = pgTable(
  'transaction_tags',
  {
    tenantId: uuid('tenant_id').notNull(),
    tagId: uuid('tag_id').notNull(),
    date: date('date', { mode: 'string' }).notNull(),
    transactionId: uuid('transaction_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.tagId, table.date, table.transactionId] })],
);

/** Kept by the database's triggers; the program only reads it. Split children are not in it, parents are. */
export const tagTotals = pgTable(
  'tag_totals',
  {
    tenantId: uuid('tenant_id').notNull(),
    tagId: uuid('tag_id').notNull(),
    rowCount: integer('row_count').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.tagId] })],
);
