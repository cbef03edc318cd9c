import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { date, flag, id, instant, listQuery } from './fields.ts';

/** The kinds of export that an audit can be written as. */
export const auditExportFormat = z.enum(['csv', 'jsonl']);

const auditHash = z
  .string()
  .regex(/^[0-9a-f]{64}$/i, { error: 'A hash is 64 hexadecimal digits.' })
  .transform((text) => text.toLowerCase())
  .meta({ description: 'SHA-256, hexadecimal.' });

export const auditEntry = z
  .object({
    id,
    sequence: z.int().nullable().meta({ description: 'Its place in the chain; null until it is sealed.' }),
    action: z.string().meta({ example: 'update' }),
    resourceType: z.string().meta({ example: 'transaction' }),
    resourceId: id.nullable(),
    userId: id.nullable().meta({ description: 'Null for work that no user asked for.' }),
    userName: z.string().nullable(),
    sessionId: id.nullable(),
    changeSetId: id.nullable(),
    summary: z.string().nullable().meta({ description: "The change set's, in words." }),
    ipAddress: z.string().nullable(),
    userAgent: z.string().nullable(),
    oldValues: z.record(z.string(), z.unknown()).nullable().meta({
      description: 'The row before, by column; minor units as text, so that they stay exact.',
    }),
    newValues: z.record(z.string(), z.unknown()).nullable(),
    success: z.boolean(),
    errorMessage: z.string().nullable(),
    createdAt: instant,
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof auditEntry>;

const moment = z.union([date, z.iso.datetime({ offset: true })], {
  error: 'Write a date like 2026-01-31, or a moment like 2026-01-31T12:00:00Z.',
});
const word = z.string().trim().min(1).max(100);

const filters = z.object({
  userId: id.optional(),
  action: word.optional().meta({ example: 'login' }),
  resourceType: word.optional(),
  resourceId: id.optional(),
  changeSetId: id.optional(),
  from: moment.optional().meta({ description: "A day of the tenant's time zone, or a moment." }),
  to: moment.optional().meta({ description: 'Inclusive where it is a day.' }),
  success: flag.optional(),
  ip: word.optional(),
});
const listed = listQuery.pick({ limit: true, cursor: true });

export const listAuditLogs = endpoint({
  id: 'listAuditLogs',
  method: 'get',
  path: '/audit/logs',
  tag: 'Audit',
  summary: 'Everything that was done, newest first, with values before and after',
  access: 'admin',
  query: listed.extend(filters.shape),
  data: z.array(auditEntry),
  status: 200,
  paginated: true,
});

export const listAuditOfUser = endpoint({
  id: 'listAuditOfUser',
  method: 'get',
  path: '/audit/user/{userId}',
  tag: 'Audit',
  summary: 'What one user did',
  access: 'admin',
  params: z.object({ userId: id }),
  query: listed.extend(filters.omit({ userId: true }).shape),
  data: z.array(auditEntry),
  status: 200,
  paginated: true,
});

export const listAuditOfResource = endpoint({
  id: 'listAuditOfResource',
  method: 'get',
  path: '/audit/resource/{resourceType}/{resourceId}',
  tag: 'Audit',
  summary: 'What was done to one row',
  access: 'admin',
  params: z.object({ resourceType: word, resourceId: id }),
  query: listed.extend(filters.omit({ resourceType: true, resourceId: true }).shape),
  data: z.array(auditEntry),
  status: 200,
  paginated: true,
});

export const exportAudit = endpoint({
  id: 'exportAudit',
  method: 'get',
  path: '/audit/export',
  tag: 'Audit',
  summary: 'The sealed rows as a file that can be verified without FinTrack',
  description:
    'In the order of the chain, each row with its sequence, the hash before it and its own. Without filters the file is the whole chain. ' +
    'In CSV a cell that a spreadsheet would take for a formula, or that begins with an apostrophe, gets an apostrophe in front. The export itself is in the log.',
  access: 'admin',
  query: filters.extend({ format: auditExportFormat.default('jsonl') }),
  raw: ['application/x-ndjson', 'text/csv'],
  status: 200,
});

export const auditHead = z
  .object({
    sequence: z.int().meta({ description: 'Rows that are sealed; 0 for none yet.' }),
    hash: z
      .string()
      .nullable()
      .meta({ description: 'Of the newest sealed row. Kept elsewhere, it proves everything before it.' }),
    sealedAt: instant.nullable(),
  })
  .meta({ id: 'AuditHead' });
export type AuditHead = z.infer<typeof auditHead>;

export const getAuditHead = endpoint({
  id: 'getAuditHead',
  method: 'get',
  path: '/audit/head',
  tag: 'Audit',
  summary: 'The newest sealed row: what to write down elsewhere',
  access: 'admin',
  data: auditHead,
  status: 200,
});

export const auditProblem = z
  .object({
    kind: z.enum(['changed', 'removed', 'reordered', 'added', 'unknown-head']),
    sequence: z.int().nullable(),
    auditId: id.nullable(),
    message: z.string().meta({ description: 'For a person: which row, and what happened to it.' }),
  })
  .meta({ id: 'AuditProblem' });
export type AuditProblem = z.infer<typeof auditProblem>;

export const verifyAudit = endpoint({
  id: 'verifyAudit',
  method: 'get',
  path: '/audit/verify',
  tag: 'Audit',
  summary: 'Recompute the chain from the rows, and say where it breaks first',
  description:
    'A long chain takes several calls: while nextCursor is not null and there is no problem, call again with it as cursor. ' +
    'With head, a hash that was written down elsewhere, it also says whether that is still in the chain.',
  access: 'admin',
  query: z.object({ cursor: z.string().max(500).optional(), head: auditHash.optional() }),
  data: z.object({
    verifiedRows: z.int().meta({ description: 'In all calls up to this one.' }),
    head: auditHead,
    unsealedRows: z.int().meta({ description: 'Written and not sealed yet; counted to 10,000.' }),
    problem: auditProblem.nullable(),
    knownHeadSequence: z
      .int()
      .nullable()
      .meta({ description: 'Where the head that was given stands in the chain, once it is found.' }),
    nextCursor: z.string().nullable(),
  }),
  status: 200,
});

export const sealAudit = endpoint({
  id: 'sealAudit',
  method: 'post',
  path: '/audit/seal',
  tag: 'Audit',
  summary: 'Seal what is written so far now, instead of within the next minute',
  access: 'admin',
  data: auditHead.extend({ sealedRows: z.int() }),
  status: 200,
});
