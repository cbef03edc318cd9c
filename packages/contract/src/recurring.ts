import { FREQUENCIES, WEEKEND_RULES } from '@fintrack/core/recurrence';
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { amount, amountInput, currency, date, id, instant, name, version } from './fields.ts';

export const recurringSchedule = z
  .object({
    frequency: z.enum(FREQUENCIES),
    interval: z.int().min(1).max(366).meta({
      description: 'Every so many: 2 with weekly is every other week. irregular: about so many days.',
    }),
    anchorDate: date.meta({ description: 'A day on which it falls: the phase.' }),
    days: z.array(z.int().min(1).max(31)).max(2).meta({
      description: 'Days of the month: two for semi_monthly, one for monthly and longer; 31 is the last.',
    }),
    weekend: z.enum(WEEKEND_RULES).meta({ description: 'Where a Saturday or Sunday moves to.' }),
  })
  .meta({ id: 'RecurringSchedule' });
export type RecurringSchedule = z.infer<typeof recurringSchedule>;

/** One time that a series is expected. */
export const recurringOccurrence = z
  .object({
    dueDate: date.meta({ description: 'By the calendar: what tells one occurrence from another.' }),
    date: date.meta({ description: 'After a move off a weekend.' }),
    earliest: date,
    latest: date,
    expected: amount,
    low: amount.meta({ description: 'The smallest magnitude to expect, with the sign of the amount.' }),
    high: amount,
  })
  .meta({ id: 'RecurringOccurrence' });
export type RecurringOccurrence = z.infer<typeof recurringOccurrence>;

export const recurringState = z.enum(['proposed', 'accepted', 'dismissed', 'ended']);

export const recurringPosting = z.enum(['none', 'remind', 'post']);

export const priceStep = z
  .object({ from: date, amount, rows: z.int() })
  .meta({ id: 'PriceStep', description: 'What it cost from this day on, and on how many rows.' });

export const recurringSeries = z
  .object({
    id,
    state: recurringState,
    name: z.string(),
    accountId: id,
    accountName: z.string(),
    currency: z.string(),
    payeeId: id.nullable(),
    payeeName: z.string().nullable(),
    categoryId: id.nullable(),
    categoryName: z.string().nullable(),
    schedule: recurringSchedule,
    rhythm: z.string().meta({ description: 'The schedule in words.', example: 'every month' }),
    amountKind: z.enum(['fixed', 'variable']),
    expected: amount,
    low: amount,
    high: amount,
    isOwnSchedule: z.boolean().meta({ description: 'Set by a person; detection leaves it alone.' }),
    isOwnAmount: z.boolean(),
    posting: recurringPosting.meta({
      description: 'post: books its row on its day. remind: only lists it. none: neither.',
    }),
    postAs: z.enum(['pending', 'cleared']),
    startsOn: date.nullable(),
    endsOn: date.nullable(),
    description: z.string(),
    notes: z.string().nullable(),
    tags: z.array(z.string()),
    confidence: z.int().nullable().meta({ description: 'Percent; null for one made by hand.' }),
    reasons: z.array(z.string()),
    isMadeByHand: z.boolean(),
    hasStopped: z.boolean().meta({ description: 'It came regularly, and did not come any more.' }),
    rowCount: z.int(),
    firstDate: date.nullable(),
    lastDate: date.nullable(),
    priceHistory: z.array(priceStep),
    next: recurringOccurrence.nullable(),
    version: z.int(),
    createdAt: instant,
  })
  .meta({ id: 'RecurringSeries' });
export type RecurringSeries = z.infer<typeof recurringSeries>;

/** What was expected beside what came. */
export const recurringVariance = z
  .object({
    dueDate: date,
    status: z.enum(['on_time', 'early', 'late', 'missing', 'posted']).meta({
      description: 'posted: booked by the series itself, and not seen at the bank yet.',
    }),
    daysLate: z.int().nullable().meta({ description: 'Negative when early; null when missing.' }),
    expected: amount,
    actual: amount.nullable(),
    difference: amount.nullable().meta({ description: 'actual - expected.' }),
    differencePercent: z.number().nullable(),
    isPriceChange: z.boolean(),
    transactionId: id.nullable(),
    date: date.nullable(),
    description: z.string().nullable(),
  })
  .meta({ id: 'RecurringVariance' });
export type RecurringVariance = z.infer<typeof recurringVariance>;

export const recurringDetail = recurringSeries
  .extend({
    occurrences: z.array(recurringVariance).meta({ description: 'Newest first, 400 at most.' }),
    variance: z.object({
      onTime: z.int(),
      early: z.int(),
      late: z.int(),
      missing: z.int(),
      averageDaysLate: z.number().nullable(),
      total: amount.meta({ description: 'Of the rows, all time.' }),
      lastYear: amount.meta({ description: 'Of the rows of the last 365 days.' }),
      yearBefore: amount,
      trendPercent: z
        .number()
        .nullable()
        .meta({ description: 'The last three amounts against the three before; null below six.' }),
    }),
  })
  .meta({ id: 'RecurringDetail' });
export type RecurringDetail = z.infer<typeof recurringDetail>;

const seriesParams = z.object({ seriesId: id });

const template = z.object({
  name,
  accountId: id,
  amount: amountInput.meta({ description: 'Signed from the account: negative leaves it.' }),
  low: amountInput.nullish(),
  high: amountInput.nullish(),
  schedule: recurringSchedule,
  payeeId: id.nullish(),
  categoryId: id.nullish(),
  posting: recurringPosting.default('remind'),
  postAs: z.enum(['pending', 'cleared']).default('pending'),
  startsOn: date.nullish(),
  endsOn: date.nullish(),
  description: z.string().trim().max(2000).default(''),
  notes: z.string().max(10_000).nullish(),
  tags: z.array(z.string().trim().min(1).max(100)).max(50).default([]),
});

export const listRecurring = endpoint({
  id: 'listRecurring',
  method: 'get',
  path: '/recurring',
  tag: 'Recurring',
  summary: 'Series that come again and again, the most certain first',
  access: 'member',
  query: z.object({
    state: recurringState.optional(),
    accountId: id.optional(),
    transactionId: id.optional().meta({ description: 'The series that this row belongs to.' }),
    limit: z.coerce.number().int().min(1).max(500).default(200),
    cursor: z.string().max(500).optional(),
  }),
  data: z.array(recurringSeries),
  status: 200,
  paginated: true,
});

export const listUpcoming = endpoint({
  id: 'listUpcoming',
  method: 'get',
  path: '/recurring/upcoming',
  tag: 'Recurring',
  summary: 'What the accepted series bring up to a day, in the order of the days',
  access: 'member',
  query: z.object({ until: date.optional().meta({ description: 'Default: 35 days from today.' }) }),
  data: z.object({
    until: date,
    occurrences: z.array(
      recurringOccurrence.extend({
        seriesId: id,
        name: z.string(),
        accountId: id,
        accountName: z.string(),
        currency,
        posting: recurringPosting,
        isOverdue: z.boolean().meta({ description: 'Its window is over and nothing came.' }),
      }),
    ),
    isTruncated: z.boolean(),
  }),
  status: 200,
});

export const detectRecurring = endpoint({
  id: 'detectRecurring',
  method: 'post',
  path: '/recurring/detect',
  tag: 'Recurring',
  summary: 'Look for series now; large books are looked through in the background (202)',
  access: 'write',
  data: z.object({
    status: z.enum(['done', 'queued']),
    found: z.int().meta({ description: 'New proposals.' }),
    updated: z.int().meta({ description: 'Known series that have new rows.' }),
    changeSetId: id,
  }),
  status: 200,
});

export const createRecurring = endpoint({
  id: 'createRecurring',
  method: 'post',
  path: '/recurring',
  tag: 'Recurring',
  summary: 'Make a series by hand: a template with a schedule',
  access: 'write',
  body: template,
  data: recurringSeries,
  status: 201,
  versioned: true,
});

export const getRecurring = endpoint({
  id: 'getRecurring',
  method: 'get',
  path: '/recurring/{seriesId}',
  tag: 'Recurring',
  summary: 'One series: expected against actual for each time, and what it cost when',
  access: 'member',
  params: seriesParams,
  data: recurringDetail,
  status: 200,
  versioned: true,
});

export const updateRecurring = endpoint({
  id: 'updateRecurring',
  method: 'put',
  path: '/recurring/{seriesId}',
  tag: 'Recurring',
  summary: 'Accept, dismiss, end or edit a series',
  description:
    'A dismissed series stays dismissed, also when detection meets it again. schedule and amount as null give them back to detection.',
  access: 'write',
  params: seriesParams,
  body: template
    .omit({ accountId: true })
    .partial()
    .extend({
      state: recurringState.exclude(['proposed']).optional(),
      amount: template.shape.amount.nullish(),
      schedule: recurringSchedule.nullish(),
      posting: recurringPosting.optional(),
      postAs: z.enum(['pending', 'cleared']).optional(),
      description: z.string().trim().max(2000).optional(),
      tags: template.shape.tags.unwrap().optional(),
      version: version.optional(),
    }),
  data: recurringSeries,
  status: 200,
  versioned: true,
});

export const forecastRecurring = endpoint({
  id: 'forecastRecurring',
  method: 'get',
  path: '/recurring/{seriesId}/forecast',
  tag: 'Recurring',
  summary: 'The next dates of a series, each with its window and range of amounts',
  access: 'member',
  params: seriesParams,
  query: z.object({ until: date.optional().meta({ description: 'Default: a year from today.' }) }),
  data: z.object({
    until: date,
    currency,
    occurrences: z.array(recurringOccurrence).meta({ description: '400 at most.' }),
    isTruncated: z.boolean(),
  }),
  status: 200,
});
