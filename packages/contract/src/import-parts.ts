import { COLUMN_ROLES, CSV_SOURCES, DELIMITERS } from '@fintrack/core/importing';
import { z } from 'zod';
import { accountType } from './accounts.ts';
import { amount, date, id, instant } from './fields.ts';
import { fieldSetter } from './provenance.ts';

/** How a CSV column is read. */
export const columnRole = z.enum(COLUMN_ROLES);
export type ColumnRole = z.infer<typeof columnRole>;

/** How a row's direction is found; see `SignConvention` of core. */
export const csvSign = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('signed') }),
  z.object({ kind: z.literal('inverted') }),
  z.object({
    kind: z.literal('flag'),
    out: z
      .array(z.string().max(100))
      .max(20)
      .meta({ description: 'Values of the signFlag column that mean money out.' }),
    in: z
      .array(z.string().max(100))
      .max(20)
      .meta({ description: 'Values of the signFlag column that mean money in.' }),
    minus: z.enum(['ignore', 'reverse']).meta({ description: 'What a minus beside the flag does.' }),
  }),
  z.object({ kind: z.literal('debitCredit'), debitIs: z.enum(['positive', 'negative']) }),
]);

/** A whole reading of a CSV file, as a user may override it and as it is remembered: core's `CsvMapping` and the delimiter. */
export const csvMapping = z
  .object({
    version: z.literal(1),
    delimiter: z.enum(DELIMITERS),
    preambleRecords: z
      .int()
      .min(0)
      .max(10_000)
      .meta({ description: 'Records before the header, or before the first row where there is no header.' }),
    hasHeader: z.boolean(),
    header: z
      .array(z.string().max(1000))
      .max(500)
      .meta({ description: "The header's cells; empty without a header." }),
    columns: z.array(columnRole).max(500).meta({ description: 'One role a column, left to right.' }),
    dateOrder: z
      .enum(['ymd', 'dmy', 'mdy', 'ask'])
      .meta({ description: 'ask: the file cannot tell; the user must.' }),
    decimalMark: z.enum(['.', ',', 'ask']),
    sign: csvSign,
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .nullable()
      .meta({ description: 'The currency that the header names.' }),
    pendingStates: z.array(z.string().max(100)).max(50),
    skippedStates: z.array(z.string().max(100)).max(50),
    source: z
      .enum(CSV_SOURCES)
      .nullish()
      .meta({ description: 'Whose export it is, where the header says so: it is read by rules of its own.' }),
    onlyAccount: z
      .string()
      .max(300)
      .nullable()
      .meta({ description: 'Only rows whose account column says this.' }),
  })
  .meta({ id: 'CsvMapping' });
export type CsvMappingWire = z.infer<typeof csvMapping>;

/** The kinds of statement files that are read; MT940 stands for MT942 too, camt for 052, 053 and 054. */
export const importFormat = z.enum(['csv', 'ofx', 'qif', 'mt940', 'camt', 'xlsx', 'xls']);
export type ImportFormat = z.infer<typeof importFormat>;

export const detectionNote = z
  .object({
    subject: z
      .string()
      .meta({ description: 'What was guessed: delimiter, encoding, dateOrder, column 3, …' }),
    guess: z.string(),
    confidence: z.number().min(0).max(1),
    evidence: z.string().meta({ description: 'Why, in words for the user.' }),
  })
  .meta({ id: 'DetectionNote' });

/** A question that only the user can answer before the import can be committed. */
export const importQuestion = z
  .object({
    subject: z.enum(['dateOrder', 'decimalMark', 'sign', 'columns', 'account']),
    text: z.string(),
    options: z.array(z.object({ value: z.string(), label: z.string() })).meta({
      description:
        'What can be answered; empty for an account. For "columns" the value is a column\'s index.',
    }),
    suggested: z.string().nullable().meta({ description: 'The likelier answer, where there is one.' }),
    statementIndex: z.int().optional(),
  })
  .meta({ id: 'ImportQuestion' });

export const importStatement = z
  .object({
    index: z.int(),
    accountId: id
      .nullable()
      .meta({ description: 'The account here that it goes to; null: still to be chosen.' }),
    fileAccount: z
      .string()
      .nullable()
      .meta({ description: 'The account as the file names it, all but its end masked.' }),
    suggestedType: accountType.nullable(),
    currency: z.string().nullable(),
    rowCount: z.int(),
    sum: amount.nullable().meta({ description: 'Signed sum of all its readable rows.' }),
    newSum: amount.nullable().meta({ description: 'Signed sum of the rows that would be booked.' }),
    firstDate: date.nullable(),
    lastDate: date.nullable(),
    closingBalance: amount
      .nullable()
      .meta({ description: "The bank's own balance, where the file tells it." }),
    closingDate: date.nullable(),
    resultingBalance: amount.nullable().meta({
      description:
        'What FinTrack will say at closingDate (or today) after the commit, counted from rows and earlier anchors.',
    }),
    balancesAgree: z.boolean().nullable(),
  })
  .meta({ id: 'ImportStatement' });

const importError = z.object({ message: z.string(), line: z.int().nullable() });

export const importCounts = z.object({
  total: z.int(),
  new: z.int(),
  match: z.int(),
  ask: z.int(),
  duplicate: z.int(),
  deleted: z.int(),
  skip: z.int(),
  invalid: z.int(),
});

export const importSummary = z
  .object({
    id,
    fileName: z.string(),
    fileSize: z.int(),
    format: importFormat.nullable(),
    encoding: z.string().nullable(),
    status: z.enum(['reading', 'draft', 'committing', 'committed', 'replaying', 'reverted', 'failed']).meta({
      description: 'replaying: a booked one whose large file is read again in the background.',
    }),
    mapping: csvMapping.nullable(),
    notes: z.array(detectionNote),
    questions: z.array(importQuestion),
    header: z.array(z.string()).nullable(),
    firstLines: z
      .array(z.array(z.string()))
      .meta({ description: "The file's first records as they are, 20 at most." }),
    statements: z.array(importStatement),
    counts: importCounts,
    progress: z
      .object({
        done: z.int(),
        total: z.int().meta({ description: 'Rows; 0 while nobody knows.' }),
        phase: z
          .enum(['reading', 'comparing', 'booking', 'finishing'])
          .nullable()
          .meta({ description: 'What its job does; null before it has begun.' }),
        percent: z.int().min(0).max(100).nullable(),
        secondsLeft: z.int().nullable(),
      })
      .meta({ description: 'Of reading, of booking, or of reading again.' }),
    useClosingBalance: z.boolean().meta({ description: 'Book the closing balances as anchors on commit.' }),
    matcherVersion: z
      .enum(['v1', 'v2'])
      .meta({ description: 'The rule by which its rows are compared with those that are here.' }),
    error: importError.nullable(),
    changeSetId: id.nullable(),
    version: z.int(),
    createdAt: instant,
    committedAt: instant.nullable(),
    revertedAt: instant.nullable(),
    replayedAt: instant.nullable(),
  })
  .meta({ id: 'Import' });
export type ImportSummary = z.infer<typeof importSummary>;

/**
 * What becomes of a row: new; match: it brings a row that is here up to date (a pending one is posted); ask: it looks
 * like one that is here, and nothing is booked until the user has said whether it is; duplicate; deleted: here, and
 * deleted by the user; skip; invalid.
 */
export const rowFate = z.enum(['new', 'match', 'ask', 'duplicate', 'deleted', 'skip', 'invalid']);

/** The user's word on a row: it is one of its own, it is left out, or it is the row that it is compared with. */
export const rowDecision = z.enum(['add', 'skip', 'same']);
export type RowDecision = z.infer<typeof rowDecision>;

/** What becomes, on booking, of all rows that nobody has had a word on. */
export const undecidedRows = z.enum(['book', 'skip']);
export type UndecidedRows = z.infer<typeof undecidedRows>;

/** The row here that a row of a file is compared with, side by side. */
export const importRowMatch = z
  .object({
    transactionId: id,
    date,
    amount,
    currency: z.string(),
    description: z.string(),
    bankText: z
      .string()
      .nullable()
      .meta({ description: "The bank's own line of it; null for a row that was typed." }),
    payee: z.string().nullable(),
    category: z.string().nullable(),
    notes: z.string().nullable(),
    status: z.enum(['pending', 'cleared', 'reconciled']),
    isDeleted: z.boolean(),
    score: z
      .int()
      .nullable()
      .meta({ description: '0 to 100 where likeness was weighed; null for an exact match.' }),
    reasons: z.array(z.string()),
  })
  .meta({ id: 'ImportRowMatch' });
export type ImportRowMatch = z.infer<typeof importRowMatch>;

/** What a new row gets beside what the file says, and who says so. */
export const importRowFilled = z
  .object({
    categoryId: id.nullable(),
    categoryName: z.string().nullable(),
    payeeName: z.string().nullable().meta({ description: "A rule's; null: as the file says." }),
    tags: z.array(z.string()),
    notes: z.string().nullable().meta({ description: "In place of the file's notes." }),
    splits: z.array(z.object({ amount, categoryId: id.nullable(), categoryName: z.string().nullable() })),
    transferAccountId: id.nullable(),
    transferAccountName: z.string().nullable(),
    setBy: z
      .partialRecord(z.enum(['category', 'payee', 'notes', 'tags']), fieldSetter)
      .meta({ description: 'category stands for parts and a transfer, too.' }),
  })
  .meta({ id: 'ImportRowFilled' });
export type ImportRowFilled = z.infer<typeof importRowFilled>;

export const importRow = z
  .object({
    rowNumber: z.int(),
    line: z.int(),
    statementIndex: z.int(),
    raw: z.string(),
    date: date.nullable(),
    amount: amount.nullable(),
    currency: z.string().nullable(),
    description: z.string().nullable(),
    payee: z.string().nullable(),
    notes: z.string().nullable(),
    category: z.string().nullable(),
    externalId: z.string().nullable(),
    balance: amount.nullable(),
    status: z.enum(['pending', 'cleared']),
    fate: rowFate,
    reason: z.string(),
    decision: rowDecision.nullable(),
    matchedTransactionId: id.nullable(),
    match: importRowMatch.nullable(),
    filled: importRowFilled.nullable(),
    transactionId: id.nullable().meta({ description: 'The booked row, once committed.' }),
  })
  .meta({ id: 'ImportRow' });
export type ImportRow = z.infer<typeof importRow>;

/** A field of a row that a replay would set, and where the user's own word stands instead. */
export const replayField = z.object({
  name: z.enum(['date', 'amount', 'description', 'payee', 'category', 'notes', 'status', 'tags']),
  before: z.string().nullable(),
  after: z.string().nullable(),
  kept: z.boolean().meta({ description: 'The user changed it since: it stays as it is.' }),
});

export const replayRow = z
  .object({
    line: z.int(),
    change: z.enum(['added', 'changed', 'removed', 'kept']).meta({
      description:
        'kept: it would be removed or changed, but the user has edited, deleted or locked it since.',
    }),
    transactionId: id.nullable(),
    date: date.nullable(),
    amount: amount.nullable(),
    currency: z.string().nullable(),
    description: z.string().nullable(),
    fields: z.array(replayField),
    reason: z.string(),
  })
  .meta({ id: 'ReplayRow' });
export type ReplayRow = z.infer<typeof replayRow>;

export const importReplay = z
  .object({
    isRunning: z.boolean().meta({
      description:
        'The file is large and is read in the background: counts and rows come with a later answer to the same request.',
    }),
    isApplied: z.boolean(),
    changeSetId: id.nullable(),
    matcherVersion: z.enum(['v1', 'v2']),
    counts: z.object({
      added: z.int(),
      changed: z.int(),
      removed: z.int(),
      kept: z.int(),
      unchanged: z.int(),
    }),
    rows: z
      .array(replayRow)
      .meta({ description: 'What would be different, in file order: 500 rows at most, from the offset.' }),
    reachable: z.int().meta({
      description: 'How many of the differences can be asked for; of a large file the first 10,000.',
    }),
    questions: z
      .array(importQuestion)
      .meta({ description: 'What the new reading leaves open; nothing is applied.' }),
    error: importError.nullable().meta({ description: 'Why it has failed in the background.' }),
    import: importSummary,
  })
  .meta({ id: 'ImportReplay' });
export type ImportReplay = z.infer<typeof importReplay>;
