import { pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const changeSets = pgTable(
  'change_sets',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    kind: text('kind', {
      enum: ['request', 'import', 'bulk', 'rule', 'sync', 'assistant', 'revert', 'setup'],
    }).notNull(),
    summary: text('summary').notNull(),
    userId: uuid('user_id'),
    sessionId: uuid('session_id'),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    revertsId: uuid('reverts_id'),
    revertedById: uuid('reverted_by_id'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
);
