import { RATE_SOURCES } from '@fintrack/core/rates';
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { amount, currency, date, flag, id, instant, listQuery } from './fields.ts';

/** An exact rate in answers. */
const rate = z.string().meta({
  id: 'Rate',
  description:
    'Units of one currency for one unit of another: an exact decimal; where no decimal is exact (an inverse), ten significant digits.',
  example: '1.0823',
});

const rateInput = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(
    z
      .string()
      .trim()
      .regex(/^(?=.*[1-9])\+?\d{1,12}(\.\d{1,12})?$/, { error: 'Write a rate above zero like 1.0823.' }),
  )
  .meta({
    id: 'RateInput',
    description: 'Decimal text (or number) above zero, at most 12 digits before and after the mark.',
    example: '1.0823',
  });

/** Where a rate is from: set by hand; the European Central Bank; an ECB file of the user; the Federal Reserve. */
export const rateSource = z.enum(RATE_SOURCES);
export type RateSourceName = z.infer<typeof rateSource>;

/** A quote as it was published or set: one `base` is `rate` of `quote`. */
export const rateLeg = z
  .object({ base: z.string(), quote: z.string(), rate, date, source: rateSource })
  .meta({ id: 'RateLeg' });

/** A rate that was used, with all that it follows from. */
export const rateUsed = z
  .object({
    from: z.string(),
    to: z.string(),
    rate: rate.meta({ description: 'Units of `to` for one unit of `from`.' }),
    date: date.meta({ description: 'The day that the rate is of.' }),
    isFallback: z
      .boolean()
      .meta({ description: 'It is of an earlier day than was asked for: a weekend, a holiday, a gap.' }),
    isPinned: z.boolean().meta({ description: 'It was set by hand, or a part of it.' }),
    via: z.string().nullable().meta({ description: 'The currency in between; null for a direct rate.' }),
    legs: z.array(rateLeg).meta({ description: 'The quotes that it was made of, as they were quoted.' }),
  })
  .meta({ id: 'RateUsed' });
export type RateUsed = z.infer<typeof rateUsed>;

/** A rate that there is not. It is never taken for 1. */
export const rateUnknown = z
  .object({
    from: z.string(),
    to: z.string(),
    date,
    lastDate: date.nullable().meta({ description: 'The last known one, too old to count.' }),
    reason: z.string().meta({ description: 'Why, and what to do, for a person.' }),
  })
  .meta({ id: 'RateUnknown' });
export type RateUnknown = z.infer<typeof rateUnknown>;

/** A rate of the tenant itself. */
export const tenantRate = z
  .object({
    id,
    base: z.string(),
    quote: z.string(),
    date,
    rate,
    source: z.enum(['manual', 'file']),
    version: z.int(),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'TenantRate' });
export type TenantRate = z.infer<typeof tenantRate>;

const listedRate = z
  .object({
    currency: z.string(),
    isInUse: z.boolean().meta({ description: 'An account is in this currency.' }),
    perBase: rateUsed.nullable().meta({ description: 'What one unit of the base currency is in it.' }),
    toBase: rateUsed.nullable().meta({ description: 'What one unit of it is in the base currency.' }),
    unknown: rateUnknown.nullable().meta({ description: 'In place of both, where there is no rate.' }),
    pinId: id.nullable().meta({ description: 'The rate set by hand for this pair and day.' }),
  })
  .meta({ id: 'ListedRate' });
export type ListedRate = z.infer<typeof listedRate>;

export const listExchangeRates = endpoint({
  id: 'listExchangeRates',
  method: 'get',
  path: '/exchange-rates',
  tag: 'Exchange rates',
  summary:
    'The rates of a day against a base currency, each with its source, its day and whether it stands in',
  access: 'member',
  query: z.object({
    base: currency.optional().meta({ description: "The tenant's base currency when left out." }),
    date: date.optional().meta({ description: 'Today when left out.' }),
    all: flag.optional().meta({
      description: 'Every currency with a rate that day, not only those that accounts are in.',
    }),
  }),
  data: z
    .object({
      base: z.string(),
      date,
      gapDays: z.int().meta({ description: 'For how many days a rate stands in for those after it.' }),
      rates: z.array(listedRate),
    })
    .meta({ id: 'ExchangeRates' }),
  status: 200,
});

export const getExchangeRate = endpoint({
  id: 'getExchangeRate',
  method: 'get',
  path: '/exchange-rates/{base}/{quote}/{date}',
  tag: 'Exchange rates',
  summary: 'The rate of one pair on one day, or why there is none',
  access: 'member',
  params: z.object({ base: currency, quote: currency, date }),
  data: z.object({ rate: rateUsed.nullable(), unknown: rateUnknown.nullable() }).meta({ id: 'RateOfDay' }),
  status: 200,
});

export const getExchangeRateHistory = endpoint({
  id: 'getExchangeRateHistory',
  method: 'get',
  path: '/exchange-rates/history',
  tag: 'Exchange rates',
  summary: 'The rates of a pair over time: the days that have one, none made up in between',
  access: 'member',
  query: z.object({
    base: currency,
    quote: currency,
    from: date.optional().meta({ description: 'A year before `to` when left out.' }),
    to: date.optional().meta({ description: 'Today when left out.' }),
  }),
  data: z
    .object({
      base: z.string(),
      quote: z.string(),
      points: z.array(z.object({ date, rate, isPinned: z.boolean() })),
    })
    .meta({ id: 'ExchangeRateHistory' }),
  status: 200,
});

export const putExchangeRate = endpoint({
  id: 'putExchangeRate',
  method: 'put',
  path: '/exchange-rates',
  tag: 'Exchange rates',
  summary: 'Set the rate of a pair for a day by hand; it goes before what is published for that day',
  description:
    'One rate a pair and day, whichever way round: a newer one replaces it. It stands in for the days after it until a nearer rate is known, as published ones do.',
  access: 'write',
  body: z.object({
    base: currency,
    quote: currency,
    date: date.optional().meta({ description: 'Today when left out.' }),
    rate: rateInput.meta({ description: 'Units of `quote` for one unit of `base`.' }),
  }),
  data: tenantRate,
  status: 200,
});

export const listPinnedRates = endpoint({
  id: 'listPinnedRates',
  method: 'get',
  path: '/exchange-rates/pinned',
  tag: 'Exchange rates',
  summary: 'Rates set by hand, newest day first',
  access: 'member',
  query: listQuery,
  data: z.array(tenantRate),
  status: 200,
  paginated: true,
});

export const deleteExchangeRate = endpoint({
  id: 'deleteExchangeRate',
  method: 'delete',
  path: '/exchange-rates/{rateId}',
  tag: 'Exchange rates',
  summary: 'Take a rate back; what is published counts again',
  access: 'write',
  params: z.object({ rateId: id }),
  data: z.object({ changeSetId: id }),
  status: 200,
});

export const importExchangeRates = endpoint({
  id: 'importExchangeRates',
  method: 'post',
  path: '/exchange-rates/files',
  tag: 'Exchange rates',
  summary: "Take rates from one of the European Central Bank's files: eurofxref-hist.csv, .zip or XML",
  description:
    'Takes the currencies that accounts are in, from the first day of the books on. Rates set by hand stay. Reverting the change set takes them back.',
  access: 'admin',
  form: z.object({}),
  data: z
    .object({
      changeSetId: id,
      taken: z.int().meta({ description: 'New or changed rates.' }),
      unchanged: z.int(),
      from: date.nullable(),
      to: date.nullable(),
      currencies: z.array(z.string()),
      notNeeded: z.array(z.string()).meta({ description: 'Currencies of the file that no account is in.' }),
    })
    .meta({ id: 'RateFileResult' }),
  status: 200,
});

export const rateSourceState = z
  .object({
    source: z.enum(['ecb', 'fed']),
    name: z.string(),
    firstDate: date.nullable(),
    lastDate: date.nullable().meta({ description: 'The newest day that it has rates of.' }),
    isFetched: z
      .boolean()
      .meta({ description: 'It is asked every day; false: only what was shipped or loaded.' }),
    lastAttemptAt: instant.nullable(),
    lastSuccessAt: instant.nullable(),
    lastError: z.string().nullable().meta({ description: 'Why the last attempt failed.' }),
  })
  .meta({ id: 'RateSourceState' });
export type RateSourceState = z.infer<typeof rateSourceState>;

export const listRateSources = endpoint({
  id: 'listRateSources',
  method: 'get',
  path: '/exchange-rates/sources',
  tag: 'Exchange rates',
  summary: 'Where published rates come from, how far they reach and how the last fetch went',
  access: 'member',
  data: z.array(rateSourceState),
  status: 200,
});

export const fetchExchangeRates = endpoint({
  id: 'fetchExchangeRates',
  method: 'post',
  path: '/exchange-rates/fetch',
  tag: 'Exchange rates',
  summary: 'Ask for the newest published rates now, in the background',
  access: 'admin',
  data: z.object({ isQueued: z.literal(true) }),
  status: 202,
});

const worthSides = z.object({ assets: amount, liabilities: amount, netWorth: amount });

/** What is held in another currency, in that currency and in the base currency, with the rate. */
export const convertedWorth = worthSides
  .extend({ currency: z.string(), inBase: worthSides, rate: rateUsed })
  .meta({ id: 'ConvertedWorth' });

export const getNetWorthHistory = endpoint({
  id: 'getNetWorthHistory',
  method: 'get',
  path: '/balances/net-worth',
  tag: 'Balances',
  summary:
    'Net worth in the base currency at the end of each day, week or month, each at the rates of its day',
  description:
    'A currency without a known rate on a day is listed at that point and left out of its figures: the line is then lower than what is held.',
  access: 'member',
  query: z.object({
    from: date.optional().meta({ description: 'A year before `to` when left out.' }),
    to: date.optional().meta({ description: 'Today when left out.' }),
    interval: z.enum(['day', 'week', 'month']).default('month'),
    explain: flag.optional().meta({ description: 'With the rates of each point; 400 points at most.' }),
  }),
  data: z
    .object({
      baseCurrency: z.string(),
      points: z.array(
        worthSides.extend({
          date,
          unconverted: z.array(z.object({ currency: z.string(), netWorth: amount })),
          converted: z.array(convertedWorth).optional(),
        }),
      ),
    })
    .meta({ id: 'NetWorthHistory' }),
  status: 200,
});

const fxFigure = z
  .object({
    amount: amount.meta({ description: "In the account's currency." }),
    inBase: amount.nullable().meta({ description: 'At the rate of its day; null where that is unknown.' }),
  })
  .meta({ id: 'FxFigure' });

export const getFxGain = endpoint({
  id: 'getFxGain',
  method: 'get',
  path: '/reports/fx-gain',
  tag: 'Reports',
  summary: 'What holding other currencies gained or lost against the base currency',
  description:
    'For each account: opening balance, flows, what the bank said without rows, and closing balance, each at the rate of its day. opening + flows + unexplained + gain = closing, exactly. The gain is realised and unrealised together. Where a rate is unknown there is no gain, and the missing rates are listed.',
  access: 'member',
  query: z.object({
    from: date.optional().meta({ description: 'The first day of this year when left out.' }),
    to: date.optional().meta({ description: 'Today when left out.' }),
  }),
  data: z
    .object({
      baseCurrency: z.string(),
      from: date,
      to: date,
      gain: amount.meta({ description: 'Of the accounts whose gain is known; negative is a loss.' }),
      isComplete: z.boolean().meta({ description: 'False where an account has no gain for want of a rate.' }),
      accounts: z.array(
        z.object({
          accountId: id,
          accountName: z.string(),
          currency: z.string(),
          opening: fxFigure,
          openingRate: rateUsed.nullable(),
          flows: fxFigure,
          unexplained: fxFigure,
          closing: fxFigure,
          closingRate: rateUsed.nullable(),
          gain: amount.nullable(),
          unknown: z.array(rateUnknown).meta({ description: 'The missing rates; the first 50.' }),
        }),
      ),
      transfers: z
        .array(
          z.object({
            transactionId: id,
            date,
            fromAccountName: z.string(),
            toAccountName: z.string(),
            sent: amount,
            sentCurrency: z.string(),
            received: amount,
            receivedCurrency: z.string(),
            impliedRate: rate,
            reference: rateUsed.nullable(),
            unknown: rateUnknown.nullable(),
            expected: amount
              .nullable()
              .meta({ description: 'What the reference rate would have given, in the currency received.' }),
            difference: amount.nullable().meta({
              description: 'received - expected: negative when the conversion cost something.',
            }),
          }),
        )
        .meta({ description: 'Transfers between accounts of two currencies, newest first; 200 at most.' }),
    })
    .meta({ id: 'FxGainReport' }),
  status: 200,
});
