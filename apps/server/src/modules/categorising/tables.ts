import type { TrialReport } from '@fintrack/core/categorising';
import { integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** Models that were trained on a tenant's rows; only the newest few keep the model itself. */
export const categoryModels = pgTable(
  'category_models',
  {
    tenantId: uuid('tenant_id').notNull(),
    version: integer('version').notNull(),
    model: text('model'),
    trainedRows: integer('trained_rows').notNull(),
    merchants: integer('merchants').notNull(),
    categories: integer('categories').notNull(),
    trial: jsonb('trial').$type<TrialReport>().notNull(),
    trainedUntil: uuid('trained_until'),
    trainedAt: timestamp('trained_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.version] })],
);

/** How sure a model has to be to act by itself; none: as usual. */
export const categoriserSettings = pgTable(
  'categoriser_settings',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    boldness: text('boldness', { enum: ['off', 'cautious', 'usual', 'bold'] }).notNull(),
    version: integer('version').notNull().default(1),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
    deletedAt: timestamp('deleted_at', { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
);
