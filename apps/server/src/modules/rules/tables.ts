import type { FieldSetter } from '@fintrack/contract';
import type { RuleAction, RuleCondition } from '@fintrack/core/rules';
import { boolean, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const rules = pgTable(
  'rules',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    name: text('name').notNull(),
    /** Rules run from the lowest to the highest. */
    position: integer('position').notNull(),
    condition: jsonb('condition').$type<RuleCondition>().notNull(),
    actions: jsonb('actions').$type<RuleAction[]>().notNull(),
    isActive: boolean('is_active').notNull().default(true),
    version: integer('version').notNull().default(1),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
    deletedAt: timestamp('deleted_at', { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
);

/** What was answered to a proposed rule. */
export const ruleProposalAnswers = pgTable(
  'rule_proposal_answers',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    proposalKey: text('proposal_key').notNull(),
    answer: text('answer', { enum: ['accepted', 'dismissed'] }).notNull(),
    version: integer('version').notNull().default(1),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
    deletedAt: timestamp('deleted_at', { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
);

/** What a run over rows that are there was asked to do; the filter as the list's query parameters. */
export interface RunRequest {
  readonly ruleIds: readonly string[] | null;
  readonly filter: Record<string, unknown>;
  readonly overwrite: boolean;
}

export const ruleRuns = pgTable(
  'rule_runs',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    request: jsonb('request').$type<RunRequest>().notNull(),
    status: text('status', { enum: ['running', 'done', 'failed'] })
      .notNull()
      .default('running'),
    totalRows: integer('total_rows').notNull().default(0),
    doneRows: integer('done_rows').notNull().default(0),
    changedRows: integer('changed_rows').notNull().default(0),
    keptRows: integer('kept_rows').notNull().default(0),
    refusedRows: integer('refused_rows').notNull().default(0),
    error: text('error'),
    changeSetId: uuid('change_set_id'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
);

/** The fields of a row that can be filled by something else than a person, as the row's columns are called. */
type FilledField =
  | 'category_id'
  | 'payee_id'
  | 'notes'
  | 'tags'
  | 'is_split'
  | 'transfer_account_id'
  | 'type';

/** Which rule, model or payee set which field of a row: what field_origins keeps per row and change set. */
export type SetBy = Partial<Record<FilledField, FieldSetter>>;
