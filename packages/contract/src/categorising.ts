import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { id, idList, instant, listQuery, version } from './fields.ts';
import { transaction } from './transactions.ts';

const share = z.number().min(0).max(1);

/** How sure the model has to be before it sets a category by itself; off: it only suggests. */
export const boldness = z.enum(['off', 'cautious', 'usual', 'bold']).meta({
  id: 'Boldness',
  description:
    'How sure the model has to be before it sets a category by itself: right in 98, 95 or 90 of 100 cases when it was tried out. off: it only suggests.',
});

const committed = z.object({
  rows: z.int().meta({ description: 'Rows that it would have set by itself.' }),
  right: z.int(),
});

export const categoriserModel = z
  .object({
    version: z.int().meta({ description: '0: as shipped, nobody has taught it yet.' }),
    trainedAt: instant.nullable(),
    rows: z.int().meta({ description: 'Rows that it learnt from: those whose category a person chose.' }),
    merchants: z.int(),
    categories: z.int().meta({ description: 'Categories that a row taught.' }),
    correctionsSince: z
      .int()
      .meta({ description: 'Categories that people have set since; they count at once.' }),
    boldness,
    settingsVersion: z.int().meta({ description: 'For changing the setting; 0 before the first change.' }),
    trial: z
      .object({
        rows: z.int().meta({ description: 'Rows that were held back and then guessed.' }),
        right: z.int(),
        committed: z.object({ cautious: committed, usual: committed, bold: committed }),
        calibrationError: share,
        reliability: z.array(
          z.object({
            from: share,
            to: share,
            rows: z.int(),
            right: z.int(),
            expected: share.meta({ description: 'Mean of what it thought.' }),
          }),
        ),
      })
      .meta({
        id: 'CategoriserTrial',
        description: 'How it did on its own rows when their merchants were hidden.',
      }),
    inWords: z.string().meta({ description: 'When it sets a category by itself, in a sentence.' }),
  })
  .meta({ id: 'CategoriserModel' });
export type CategoriserModelWire = z.infer<typeof categoriserModel>;

export const getCategoriserModel = endpoint({
  id: 'getCategoriserModel',
  method: 'get',
  path: '/categorising/model',
  tag: 'Categorising',
  summary: 'What the model was taught, how it did when it was tried out, and when it acts by itself',
  access: 'member',
  data: categoriserModel,
  status: 200,
});

export const retrainCategoriser = endpoint({
  id: 'retrainCategoriser',
  method: 'post',
  path: '/categorising/retrain',
  tag: 'Categorising',
  summary:
    'Train the model anew in the background; it also happens by itself after 20 corrections, and each night',
  access: 'write',
  data: z.object({ isQueued: z.literal(true) }),
  status: 202,
});

export const updateCategoriserSettings = endpoint({
  id: 'updateCategoriserSettings',
  method: 'put',
  path: '/categorising/settings',
  tag: 'Categorising',
  summary: 'Say how sure the model has to be before it sets a category by itself',
  access: 'write',
  body: z.object({
    boldness,
    version: version.or(z.literal(0)).optional().meta({ description: 'settingsVersion of the model.' }),
  }),
  data: z.object({ boldness, version: z.int() }),
  status: 200,
});

export const categorySuggestion = z
  .object({
    categoryId: id,
    categoryName: z.string(),
    categoryColor: z.string().nullable(),
    path: z.array(z.string()),
    confidence: share.meta({ description: 'Calibrated: of 100 suggestions with 0.9 about 90 are right.' }),
    confidenceText: z.string().meta({ example: 'very likely' }),
    isSure: z.boolean().meta({ description: 'Sure enough to be set without asking.' }),
    reasons: z.array(z.string()).meta({ example: ['8 of 9 rows like this were Groceries'] }),
  })
  .meta({ id: 'CategorySuggestion' });
export type CategorySuggestion = z.infer<typeof categorySuggestion>;

export const suggestedTransaction = z
  .object({ transaction, suggestions: z.array(categorySuggestion) })
  .meta({ id: 'SuggestedTransaction' });
export type SuggestedTransaction = z.infer<typeof suggestedTransaction>;

export const listCategorySuggestions = endpoint({
  id: 'listCategorySuggestions',
  method: 'get',
  path: '/categorising/suggestions',
  tag: 'Categorising',
  summary: 'The likeliest three categories of rows, with reasons',
  description:
    'Of the transactions named by transactionId (up to 100 ids, separated by commas), or else of those without a category, newest first. Transfers and splits have none. Accepting one is a change of the category.',
  access: 'member',
  query: listQuery.omit({ page: true }).extend({ transactionId: idList().optional() }),
  data: z.array(suggestedTransaction),
  status: 200,
  paginated: true,
});

export const categoriserMonth = z
  .object({
    month: z
      .string()
      .meta({ example: '2026-03', description: 'Of the rows, not of when they were imported.' }),
    committed: z.int().meta({ description: 'Categories that the model set by itself.' }),
    stood: z.int().meta({ description: 'That nobody has changed.' }),
    corrected: z.int().meta({ description: 'That somebody changed or took away.' }),
    left: z.int().meta({ description: 'Imported rows that it left for a person, being unsure.' }),
    accuracy: share.nullable().meta({ description: 'stood / committed; null below 10: too few to say.' }),
    coverage: share.nullable().meta({ description: 'committed / (committed + left); null where neither.' }),
  })
  .meta({ id: 'CategoriserMonth' });
export type CategoriserMonth = z.infer<typeof categoriserMonth>;

export const getCategoriserAccuracy = endpoint({
  id: 'getCategoriserAccuracy',
  method: 'get',
  path: '/categorising/accuracy',
  tag: 'Categorising',
  summary: 'What became of the categories that the model set by itself, month by month',
  access: 'member',
  query: z.object({
    by: z.literal('month').default('month'),
    months: z.coerce.number().int().min(1).max(60).default(12),
  }),
  data: z.object({ months: z.array(categoriserMonth), total: categoriserMonth.omit({ month: true }) }),
  status: 200,
});
