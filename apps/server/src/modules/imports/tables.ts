import type { CsvMappingWire } from '@fintrack/contract';
import type { CalendarDate } from '@fintrack/core/dates';
import type { OwnRow } from '@fintrack/core/importing';
import {
  bigint,
  boolean,
  customType,
  date,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import type { SetBy } from '../rules/tables.ts';
import type {
  ComparedState,
  Detection,
  FileAnswers,
  ImportError,
  JobProgress,
  RowCounts,
  RowEdits,
  StoredPart,
  StoredStatement,
} from './tables-json.ts';

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** A bank file from upload to booked rows, and back. */
export const imports = pgTable(
  'imports',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    accountId: uuid('account_id'),
    fileName: text('file_name').notNull(),
    fileSize: bigint('file_size', { mode: 'number' }).notNull(),
    fileSha256: bytea('file_sha256').notNull(),
    format: text('format', { enum: ['csv', 'ofx', 'qif', 'mt940', 'camt', 'xlsx', 'xls'] }),
    encoding: text('encoding'),
    status: text('status', {
      enum: ['reading', 'draft', 'committing', 'committed', 'replaying', 'reverted', 'failed'],
    }).notNull(),
    mapping: jsonb('mapping').$type<CsvMappingWire>(),
    detection: jsonb('detection').$type<Detection>(),
    statements: jsonb('statements').$type<StoredStatement[]>().notNull().default([]),
    counts: jsonb('counts').$type<Partial<RowCounts>>().notNull().default({}),
    useClosingBalance: boolean('use_closing_balance').notNull().default(true),
    error: jsonb('error').$type<ImportError>(),
    totalRows: integer('total_rows').notNull().default(0),
    doneRows: integer('done_rows').notNull().default(0),
    compared: jsonb('compared').$type<ComparedState>(),
    jobProgress: jsonb('job_progress').$type<JobProgress>(),
    cancelledAt: timestamp('cancelled_at', { withTimezone: true }),
    matcherVersion: text('matcher_version', { enum: ['v1', 'v2'] })
      .notNull()
      .default('v2'),
    replayedAt: timestamp('replayed_at', { withTimezone: true }),
    changeSetId: uuid('change_set_id'),
    undoChangeSetId: uuid('undo_change_set_id'),
    createdByUserId: uuid('created_by_user_id'),
    version: integer('version').notNull().default(1),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
    committedAt: timestamp('committed_at', { withTimezone: true }),
    revertedAt: timestamp('reverted_at', { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
);

/** A line of the file, what would happen to it and why. `transactionId` is chosen when the row is read. */
export const importRows = pgTable(
  'import_rows',
  {
    tenantId: uuid('tenant_id').notNull(),
    importId: uuid('import_id').notNull(),
    rowNumber: integer('row_number').notNull(),
    line: integer('line').notNull(),
    statementIndex: integer('statement_index').notNull().default(0),
    raw: text('raw').notNull(),
    date: date('date', { mode: 'string' }).$type<CalendarDate>(),
    valueDate: date('value_date', { mode: 'string' }).$type<CalendarDate>(),
    amountMinor: bigint('amount_minor', { mode: 'bigint' }),
    currency: text('currency'),
    description: text('description'),
    rawDescription: text('raw_description'),
    payee: text('payee'),
    notes: text('notes'),
    category: text('category'),
    externalId: text('external_id'),
    balanceMinor: bigint('balance_minor', { mode: 'bigint' }),
    status: text('status', { enum: ['pending', 'cleared'] })
      .notNull()
      .default('cleared'),
    fingerprint: text('fingerprint'),
    fate: text('fate', {
      enum: ['new', 'match', 'ask', 'duplicate', 'deleted', 'skip', 'invalid'],
    }).notNull(),
    reason: text('reason').notNull(),
    remark: text('remark'),
    matchedTransactionId: uuid('matched_transaction_id'),
    transactionId: uuid('transaction_id').notNull(),
    decision: text('decision', { enum: ['add', 'skip', 'same'] }),
    decidedTransactionId: uuid('decided_transaction_id'),
    matchScore: smallint('match_score'),
    matchReasons: text('match_reasons').array(),
    edits: jsonb('edits').$type<RowEdits>(),
    own: jsonb('own').$type<OwnRow>(),
    /** What the row gets beside what the file says, and who says so: see enrich-rows.ts. */
    categoryId: uuid('category_id'),
    payeeName: text('payee_name'),
    tags: text('tags').array().notNull().default([]),
    setNotes: text('set_notes'),
    splits: jsonb('splits').$type<StoredPart[]>(),
    transferAccountId: uuid('transfer_account_id'),
    skipReason: text('skip_reason'),
    setBy: jsonb('set_by').$type<SetBy>(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.importId, table.rowNumber] })],
);

/** The mapping that worked last time for an account. */
export const importProfiles = pgTable(
  'import_profiles',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    accountId: uuid('account_id').notNull(),
    signature: text('signature').notNull(),
    /** null for a format that needs no mapping (OFX): the profile then remembers the account alone. */
    mapping: jsonb('mapping').$type<CsvMappingWire>(),
    /** On what a file without columns leaves open (QIF). */
    answers: jsonb('answers').$type<FileAnswers>(),
    idsAgreed: integer('ids_agreed').notNull().default(0),
    idsDiffered: integer('ids_differed').notNull().default(0),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
);
