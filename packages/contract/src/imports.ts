import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { amountInput, date, id, instant, listQuery, version } from './fields.ts';
import {
  csvMapping,
  importReplay,
  importRow,
  importSummary,
  rowDecision,
  rowFate,
  undecidedRows,
} from './import-parts.ts';

const importParams = z.object({ importId: id });

export const createImport = endpoint({
  id: 'createImport',
  method: 'post',
  path: '/imports',
  tag: 'Imports',
  summary:
    'Upload a bank file (CSV, XLSX, XLS, OFX, QFX, QIF, MT940, MT942, camt.052 to 054, also packed); returns a draft with the reading that was detected',
  description:
    'A large file is read in the background: the status is then "reading", and import_progress events follow. Each statement in an archive becomes an import of its own, and the answer is the first of them.',
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
  summary:
    'Correct a row, add it although it looks like a duplicate, skip it, or say that it is the row here',
  access: 'write',
  params: importParams.extend({ rowNumber: z.coerce.number().int().min(1) }),
  body: z.object({
    decision: rowDecision.nullish(),
    date: date.optional(),
    amount: amountInput.optional(),
    description: z.string().trim().min(1).max(2000).optional(),
  }),
  data: importRow,
  status: 200,
});

export const decideImportRows = endpoint({
  id: 'decideImportRows',
  method: 'put',
  path: '/imports/{importId}/rows',
  tag: 'Imports',
  summary: 'Decide on all rows of one fate at once',
  description:
    'A decision of null takes the decisions on these rows back. "same" is for rows that have a match.',
  access: 'write',
  params: importParams,
  body: z.object({ fate: rowFate, decision: rowDecision.nullable() }),
  data: importSummary,
  status: 200,
});

export const replayImport = endpoint({
  id: 'replayImport',
  method: 'post',
  path: '/imports/{importId}/replay',
  tag: 'Imports',
  summary:
    'Read a booked file again by another mapping, the rules of today or another matcher: what would differ',
  description:
    'A dry run unless apply=true, which writes one change set that can be undone. What the user has edited since is kept and named. ' +
    'More than 2,000 rows are read in the background: the answer is at once, with isRunning, and the import is "replaying"; import_progress events follow. ' +
    'The same request then gets what was found out, until something in the books is changed.',
  access: 'write',
  params: importParams,
  body: z.object({
    mapping: csvMapping.partial().optional(),
    matcherVersion: z.enum(['v1', 'v2']).optional().meta({ description: 'As it was, unless said.' }),
    apply: z.boolean().default(false),
    offset: z
      .int()
      .min(0)
      .default(0)
      .meta({ description: 'How many differences come before those that are shown.' }),
  }),
  data: importReplay,
  status: 200,
});

export const getImportReplay = endpoint({
  id: 'getImportReplay',
  method: 'get',
  path: '/imports/{importId}/replay',
  tag: 'Imports',
  summary: 'What the last replay in the background has found out or done',
  access: 'member',
  params: importParams,
  query: z.object({ offset: z.coerce.number().int().min(0).default(0) }),
  data: importReplay,
  status: 200,
});

export const stopImportReplay = endpoint({
  id: 'stopImportReplay',
  method: 'delete',
  path: '/imports/{importId}/replay',
  tag: 'Imports',
  summary: 'Stop a replay that runs in the background, or forget what it has found out',
  description:
    'The answer comes when its job has stopped. The import stays booked as it is. Refused when the replay was applied before it could be stopped: undo its change set.',
  access: 'write',
  params: importParams,
  status: 204,
});

export const commitImport = endpoint({
  id: 'commitImport',
  method: 'post',
  path: '/imports/{importId}/commit',
  tag: 'Imports',
  summary: 'Book the new rows: all of them or none, in the background',
  description:
    'Rows with the fate "ask" may be in the account already. Refused with ROWS_UNDECIDED and their number while there are any, unless the request says what becomes of them.',
  access: 'write',
  params: importParams,
  body: z
    .object({
      undecided: undecidedRows.optional().meta({
        description:
          'What becomes of the rows with the fate "ask": book adds them all, skip leaves them all out.',
      }),
    })
    .default({}),
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
  summary: 'Throw an import away that is not booked; one that is being read or booked is cancelled',
  description:
    'The answer comes when its job has stopped. Nothing of it is left: no rows, no payees, no file.',
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
    mapping: csvMapping
      .nullable()
      .meta({ description: 'null for a format that needs none: only the account is remembered.' }),
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
