import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { id, instant, version } from './fields.ts';
import { summariseTransactions } from './transactions.ts';

const filterName = z
  .string()
  .trim()
  .min(1, { error: 'Give it a name.' })
  .max(100, { error: 'Keep it to 100 characters.' });

const listParameters = summariseTransactions.query.omit({ q: true });

/** The list's query parameters beside q, as they stand in an address. */
const filters = z
  .record(z.string(), z.string().max(4000))
  .superRefine((given, context) => {
    const read = listParameters.strict().safeParse(given);
    for (const { message, path } of read.error?.issues ?? [])
      context.addIssue({ code: 'custom', message, path });
  })
  .meta({ description: "The list's query parameters beside q, each as text." });

export const savedFilter = z
  .object({
    id,
    name: z.string(),
    query: z.string().meta({ description: 'What stands in the search box: q.' }),
    filters: z.record(z.string(), z.string()),
    isShared: z.boolean().meta({ description: 'Everybody in the tenant sees it.' }),
    isMine: z.boolean(),
    ownerName: z.string().nullable(),
    position: z.int(),
    version: z.int(),
    createdAt: instant,
  })
  .meta({ id: 'SavedFilter' });
export type SavedFilter = z.infer<typeof savedFilter>;

const savedFilterFields = z.object({
  name: filterName,
  query: summariseTransactions.query.shape.q.unwrap(),
  filters,
  isShared: z.boolean(),
  position: z.int().min(0).max(10_000),
});
const params = z.object({ savedFilterId: id });

export const listSavedFilters = endpoint({
  id: 'listSavedFilters',
  method: 'get',
  path: '/saved-filters',
  tag: 'Saved filters',
  summary: "One's own saved filters and those that others share, by position and name",
  access: 'member',
  data: z.array(savedFilter),
  status: 200,
});

export const createSavedFilter = endpoint({
  id: 'createSavedFilter',
  method: 'post',
  path: '/saved-filters',
  tag: 'Saved filters',
  summary: 'Keep a search and filters under a name',
  description: 'Everybody may keep filters of their own; to share one, a role that may write is needed.',
  access: 'member',
  body: savedFilterFields.partial().required({ name: true }),
  data: savedFilter,
  status: 201,
  versioned: true,
});

export const updateSavedFilter = endpoint({
  id: 'updateSavedFilter',
  method: 'put',
  path: '/saved-filters/{savedFilterId}',
  tag: 'Saved filters',
  summary: "Change one of one's own filters; what is left out stays",
  access: 'member',
  params,
  body: savedFilterFields.partial().extend({ version: version.optional() }),
  data: savedFilter,
  status: 200,
  versioned: true,
});

export const deleteSavedFilter = endpoint({
  id: 'deleteSavedFilter',
  method: 'delete',
  path: '/saved-filters/{savedFilterId}',
  tag: 'Saved filters',
  summary: "Delete one of one's own filters",
  access: 'member',
  params,
  data: z.object({ changeSetId: id }),
  status: 200,
});
