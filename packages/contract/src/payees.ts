import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { amount, date, id, instant, listQuery, name, version } from './fields.ts';

export const payee = z
  .object({
    id,
    name: z.string(),
    defaultCategoryId: id.nullable(),
    lastCategoryId: id
      .nullable()
      .meta({ description: 'Category of its newest row: what a new row would take.' }),
    transactionCount: z.int(),
    totals: z
      .array(z.object({ currency: z.string(), count: z.int(), net: amount }))
      .meta({ description: 'Of its rows, per currency.' }),
    lastUsedOn: date.nullable().meta({ description: 'Date of its newest row.' }),
    aliases: z
      .array(z.string())
      .meta({ description: 'Other names: rows that are entered or imported with them get this payee.' }),
    version: z.int(),
    createdAt: instant,
  })
  .meta({ id: 'Payee' });
export type Payee = z.infer<typeof payee>;

/** Other names of a payee. */
const aliases = z.array(name).max(200, { error: 'Keep it to 200 names.' });
const payeeParams = z.object({ payeeId: id });

export const listPayees = endpoint({
  id: 'listPayees',
  method: 'get',
  path: '/payees',
  tag: 'Payees',
  summary: 'Payees by name, the most used first, or the latest used first',
  access: 'member',
  query: listQuery.extend({
    q: z.string().trim().max(255).optional().meta({ description: 'Part of the name or of an alias.' }),
    sort: z.enum(['name', '-transactions', '-lastUsed']).default('name'),
  }),
  data: z.array(payee),
  status: 200,
  paginated: true,
});

export const createPayee = endpoint({
  id: 'createPayee',
  method: 'post',
  path: '/payees',
  tag: 'Payees',
  summary: 'Add a payee',
  access: 'write',
  body: z.object({ name, defaultCategoryId: id.nullish(), aliases: aliases.optional() }),
  data: payee,
  status: 201,
  versioned: true,
});

export const getPayee = endpoint({
  id: 'getPayee',
  method: 'get',
  path: '/payees/{payeeId}',
  tag: 'Payees',
  summary: 'One payee',
  access: 'member',
  params: payeeParams,
  data: payee,
  status: 200,
  versioned: true,
});

export const updatePayee = endpoint({
  id: 'updatePayee',
  method: 'put',
  path: '/payees/{payeeId}',
  tag: 'Payees',
  summary: 'Rename a payee, give it a default category or other names',
  access: 'write',
  params: payeeParams,
  body: z.object({
    name: name.optional(),
    defaultCategoryId: id.nullish(),
    aliases: aliases.optional().meta({ description: 'All of them: one that is left out is taken away.' }),
    version: version.optional(),
  }),
  data: payee,
  status: 200,
  versioned: true,
});

export const deletePayee = endpoint({
  id: 'deletePayee',
  method: 'delete',
  path: '/payees/{payeeId}',
  tag: 'Payees',
  summary: 'Delete a payee; its rows keep their description, recurring series go on without it',
  access: 'write',
  params: payeeParams,
  data: z.object({ changeSetId: id, detachedTransactions: z.int(), detachedSeries: z.int() }),
  status: 200,
});

export const mergePayees = endpoint({
  id: 'mergePayees',
  method: 'post',
  path: '/payees/merge',
  tag: 'Payees',
  summary: 'Make several payees one; the names of the others become its aliases',
  description: 'Rows and recurring series of the others go to it, and rules that name them name it.',
  access: 'write',
  body: z.object({ sourceIds: z.array(id).min(1).max(100), targetId: id }),
  data: z.object({
    movedTransactions: z.int(),
    movedSeries: z.int(),
    changedRules: z.int(),
    changeSetId: id,
  }),
  status: 200,
});
