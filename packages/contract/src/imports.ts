import { COLUMN_ROLES, DELIMITERS } from '@fintrack/core/importing';
import { z } from 'zod';
import { accountType } from './accounts.ts';
import { endpoint } from './endpoint.ts';
import { amount, amountInput, date, id, instant, listQuery, version } from './fields.ts';

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
    onlyAccount: z
      .string()
      .max(300)
      .nullable()
      .meta({ description: 'Only rows whose account column says this.' }),
  })
  .meta({ id: 'CsvMapping' });
export type CsvMappingWire = z.infer<typeof csvMapping>;

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

export const importCounts = z.object({
  total: z.int(),
  new: z.int(),
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
    format: z.enum(['csv', 'ofx']).nullable(),
    encoding: z.string().nullable(),
    status: z.enum(['reading', 'draft', 'committing', 'committed', 'reverted', 'failed']),
    mapping: csvMapping.nullable(),
    notes: z.array(detectionNote),
    questions: z.array(importQuestion),
    header: z.array(z.string()).nullable(),
    firstLines: z
      .array(z.array(z.string()))
      .meta({ description: "The file's first records as they are, 20 at most." }),
    statements: z.array(importStatement),
    counts: importCounts,
    progress: z.object({ done: z.int(), total: z.int() }),
    useClosingBalance: z.boolean().meta({ description: 'Book the closing balances as anchors on commit.' }),
    error: z.object({ message: z.string(), line: z.int().nullable() }).nullable(),
    changeSetId: id.nullable(),
    version: z.int(),
    createdAt: instant,
    committedAt: instant.nullable(),
    revertedAt: instant.nullable(),
  })
  .meta({ id: 'Import' });
export type ImportSummary = z.infer<typeof importSummary>;

export const rowFate = z.enum(['new', 'duplicate', 'deleted', 'skip', 'invalid']);

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
    decision: z.enum(['add', 'skip']).nullable(),
    matchedTransactionId: id.nullable(),
    transactionId: id.nullable().meta({ description: 'The booked row, once committed.' }),
  })
  .meta({ id: 'ImportRow' });
export type ImportRow = z.infer<typeof importRow>;

const importParams = z.object({ importId: id });

export const createImport = endpoint({
  id: 'createImport',
  method: 'post',
  path: '/imports',
  tag: 'Imports',
  summary: 'Upload a bank file (CSV, OFX, QFX); returns a draft with the reading that was detected',
  description:
    'A large file is read in the background: the status is then "reading", and import_progress events follow.',
  access: 'write',
  form: z.object({ accountId: id.optional().meta({ description: 'Where the rows go; may be said later.' }) }),
  data: importSummary,
  status: 201,
});

export const listImports = endpoint({
  id: 'listImports',
  method: 'get',
  path: '/imports',
  tag: 'Imports',
  summary: 'Imports, newest first',
  access: 'member',
  query: listQuery,
  data: z.array(importSummary),
  status: 200,
  paginated: true,
});

export const getImport = endpoint({
  id: 'getImport',
  method: 'get',
  path: '/imports/{importId}',
  tag: 'Imports',
  summary: 'One import with its reading, counts and progress',
  access: 'member',
  params: importParams,
  data: importSummary,
  status: 200,
  versioned: true,
});

export const listImportRows = endpoint({
  id: 'listImportRows',
  method: 'get',
  path: '/imports/{importId}/rows',
  tag: 'Imports',
  summary: 'Every row of the file, what would happen to it and why',
  access: 'member',
  params: importParams,
  query: listQuery.extend({ fate: rowFate.optional() }),
  data: z.array(importRow),
  status: 200,
  paginated: true,
});

export const updateImportMapping = endpoint({
  id: 'updateImportMapping',
  method: 'put',
  path: '/imports/{importId}/mapping',
  tag: 'Imports',
  summary: 'Override the reading or choose accounts; the file is read again',
  access: 'write',
  params: importParams,
  body: z.object({
    mapping: csvMapping.partial().optional(),
    accountId: id.optional(),
    accounts: z
      .array(z.object({ statementIndex: z.int().min(0), accountId: id }))
      .max(200)
      .optional(),
    useClosingBalance: z.boolean().optional(),
    version: version.optional(),
  }),
  data: importSummary,
  status: 200,
  versioned: true,
});

export const updateImportRow = endpoint({
  id: 'updateImportRow',
  method: 'put',
  path: '/imports/{importId}/rows/{rowNumber}',
  tag: 'Imports',
  summary: 'Correct a row, add it although it looks like a duplicate, or skip it',
  access: 'write',
  params: importParams.extend({ rowNumber: z.coerce.number().int().min(1) }),
  body: z.object({
    decision: z.enum(['add', 'skip']).nullish(),
    date: date.optional(),
    amount: amountInput.optional(),
    description: z.string().trim().min(1).max(2000).optional(),
  }),
  data: importRow,
  status: 200,
});

export const commitImport = endpoint({
  id: 'commitImport',
  method: 'post',
  path: '/imports/{importId}/commit',
  tag: 'Imports',
  summary: 'Book the new rows: all of them or none, in the background',
  access: 'write',
  params: importParams,
  data: importSummary,
  status: 202,
});

export const revertImport = endpoint({
  id: 'revertImport',
  method: 'post',
  path: '/imports/{importId}/revert',
  tag: 'Imports',
  summary: 'Take the whole import back',
  description:
    'Rows that were edited later are refused and named, and nothing is taken back, unless force=true takes back the others.',
  access: 'write',
  params: importParams,
  body: z.object({ force: z.boolean().default(false) }).default({ force: false }),
  data: importSummary,
  status: 200,
});

export const deleteImport = endpoint({
  id: 'deleteImport',
  method: 'delete',
  path: '/imports/{importId}',
  tag: 'Imports',
  summary: 'Throw a draft away',
  access: 'write',
  params: importParams,
  status: 204,
});

export const importProfile = z
  .object({
    id,
    accountId: id,
    accountName: z.string(),
    signature: z.string(),
    mapping: csvMapping.nullable().meta({ description: 'null for OFX: only the account is remembered.' }),
    updatedAt: instant,
  })
  .meta({ id: 'ImportProfile' });

export const listImportProfiles = endpoint({
  id: 'listImportProfiles',
  method: 'get',
  path: '/import-profiles',
  tag: 'Imports',
  summary: 'Remembered readings, per account',
  access: 'member',
  data: z.array(importProfile),
  status: 200,
});

export const deleteImportProfile = endpoint({
  id: 'deleteImportProfile',
  method: 'delete',
  path: '/import-profiles/{profileId}',
  tag: 'Imports',
  summary: 'Forget a remembered reading',
  access: 'write',
  params: z.object({ profileId: id }),
  status: 204,
});
