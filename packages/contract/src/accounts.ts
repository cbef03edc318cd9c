import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { convertedWorth } from './exchange-rates.ts';
import { amount, amountInput, color, currency, date, flag, id, instant, name, version } from './fields.ts';

/** Account types; the last group counts against net worth. */
export const ACCOUNT_TYPES = [
  'checking',
  'savings',
  'cash',
  'investment',
  'property',
  'vehicle',
  'other_asset',
  'credit',
  'loan',
  'mortgage',
  'other_liability',
] as const;
export const accountType = z.enum(ACCOUNT_TYPES);
export type AccountType = z.infer<typeof accountType>;

export const accountBalance = z
  .object({
    date: date.meta({ description: 'The balance at the end of this day.' }),
    posted: amount,
    pending: amount.meta({ description: 'Sum of the pending rows, not in `posted`.' }),
    available: amount.meta({ description: 'posted + pending, plus the credit limit where there is one.' }),
    credit: z
      .object({
        limit: amount,
        used: amount.meta({ description: 'What is owed, pending rows included; zero when overpaid.' }),
        usedPercent: z
          .string()
          .nullable()
          .meta({ description: 'used of limit, with one digit, rounded down; null for a limit of zero.' }),
      })
      .nullable()
      .meta({ description: 'Where the account has a credit limit.' }),
    currency: z.string(),
  })
  .meta({ id: 'AccountBalance' });

export const account = z
  .object({
    id,
    name: z.string(),
    type: accountType,
    subtype: z.string().nullable(),
    currency: z.string(),
    creditLimit: amount.nullable(),
    institutionName: z.string().nullable(),
    accountNumberLast4: z.string().nullable(),
    isHidden: z.boolean(),
    isArchived: z.boolean(),
    displayOrder: z.int(),
    color: z.string().nullable(),
    icon: z.string().nullable(),
    balance: accountBalance,
    transactionCount: z.int(),
    reconciledUntil: date
      .nullable()
      .meta({ description: 'The date of the last statement that was reconciled.' }),
    version: z.int(),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Account' });
export type Account = z.infer<typeof account>;

const accountFields = z.object({
  name,
  type: accountType,
  subtype: z.string().trim().max(100).nullish(),
  creditLimit: amountInput.nullish(),
  institutionName: z.string().trim().max(255).nullish(),
  accountNumberLast4: z.string().trim().max(4).nullish(),
  isHidden: z.boolean().optional(),
  displayOrder: z.int().optional(),
  color: color.nullish(),
  icon: z.string().max(50).nullish(),
});
const accountParams = z.object({ accountId: id });

export const listAccounts = endpoint({
  id: 'listAccounts',
  method: 'get',
  path: '/accounts',
  tag: 'Accounts',
  summary: 'All accounts with their balances, in display order',
  access: 'member',
  query: z.object({
    includeArchived: flag.optional(),
    includeHidden: flag.optional(),
    type: accountType.optional(),
  }),
  data: z.array(account),
  status: 200,
});

export const createAccount = endpoint({
  id: 'createAccount',
  method: 'post',
  path: '/accounts',
  tag: 'Accounts',
  summary: 'Add an account, if wanted with its opening balance',
  access: 'write',
  body: accountFields.extend({
    currency: currency.optional().meta({ description: "The tenant's currency when left out." }),
    openingBalance: amountInput
      .optional()
      .meta({ description: 'What the bank says at the end of openingDate; becomes the first anchor.' }),
    openingDate: date.optional().meta({ description: "Today in the tenant's time zone when left out." }),
  }),
  data: account,
  status: 201,
  versioned: true,
});

export const getAccount = endpoint({
  id: 'getAccount',
  method: 'get',
  path: '/accounts/{accountId}',
  tag: 'Accounts',
  summary: 'One account',
  access: 'member',
  params: accountParams,
  data: account,
  status: 200,
  versioned: true,
});

export const updateAccount = endpoint({
  id: 'updateAccount',
  method: 'put',
  path: '/accounts/{accountId}',
  tag: 'Accounts',
  summary: 'Change an account; what is left out stays',
  access: 'write',
  params: accountParams,
  body: accountFields.partial().extend({
    currency: currency.optional().meta({ description: 'Only while the account has no rows and no anchors.' }),
    isArchived: z.boolean().optional(),
    version: version.optional(),
  }),
  data: account,
  status: 200,
  versioned: true,
});

export const deleteAccount = endpoint({
  id: 'deleteAccount',
  method: 'delete',
  path: '/accounts/{accountId}',
  tag: 'Accounts',
  summary:
    'Archive an account that has rows, delete one that has none; force=true deletes it with its rows, revertibly',
  access: 'write',
  params: accountParams,
  query: z.object({ force: flag.optional() }),
  data: z.object({ outcome: z.enum(['archived', 'deleted']), deletedTransactions: z.int(), changeSetId: id }),
  status: 200,
});

/** One step of the proof of a balance. */
export const balanceExplanation = z
  .object({
    anchor: z
      .object({
        id,
        date,
        balance: amount,
        source: z.enum(['user', 'import', 'bank']),
        description: z.string().nullable(),
      })
      .nullable()
      .meta({ description: 'What the balance is counted from; null: from nothing, at zero.' }),
    direction: z
      .enum(['forward', 'backward'])
      .meta({ description: 'backward: the date lies before the first anchor.' }),
    from: date.nullable(),
    to: date.nullable(),
    sum: amount.meta({ description: 'Sum of the posted rows between from and to, both included.' }),
    rowCount: z.int(),
    days: z.array(z.object({ date, posted: amount, pending: amount, rowCount: z.int() })).meta({
      description: 'The days with rows, newest first, 366 at most.',
    }),
    daysAreCapped: z.boolean(),
    drift: amount.nullable().meta({
      description:
        'The anchor, less what the rows give from the anchor before it: zero when bank and books agree.',
    }),
  })
  .meta({ id: 'BalanceExplanation' });

const balanceWithExplanation = accountBalance.extend({
  accountId: id,
  explanation: balanceExplanation.optional(),
});

export const getBalance = endpoint({
  id: 'getBalance',
  method: 'get',
  path: '/accounts/{accountId}/balance',
  tag: 'Balances',
  summary: 'The balance today',
  access: 'member',
  params: accountParams,
  query: z.object({ explain: flag.optional() }),
  data: balanceWithExplanation,
  status: 200,
});

export const getBalanceAt = endpoint({
  id: 'getBalanceAt',
  method: 'get',
  path: '/accounts/{accountId}/balance/{date}',
  tag: 'Balances',
  summary: 'The balance at the end of a day',
  access: 'member',
  params: accountParams.extend({ date }),
  query: z.object({ explain: flag.optional() }),
  data: balanceWithExplanation,
  status: 200,
});

export const getBalanceHistory = endpoint({
  id: 'getBalanceHistory',
  method: 'get',
  path: '/accounts/{accountId}/balance-history',
  tag: 'Balances',
  summary: 'Balances at the end of each day, week or month, with the anchors in between',
  access: 'member',
  params: accountParams,
  query: z.object({
    from: date.optional(),
    to: date.optional(),
    interval: z.enum(['day', 'week', 'month']).default('day'),
  }),
  data: z
    .object({
      accountId: id,
      currency: z.string(),
      points: z.array(z.object({ date, balance: amount })),
      anchors: z.array(z.object({ date, balance: amount, drift: amount.nullable() })),
    })
    .meta({ id: 'BalanceHistory' }),
  status: 200,
});

export const anchor = z
  .object({
    id,
    accountId: id,
    date,
    balance: amount,
    currency: z.string(),
    description: z.string().nullable(),
    isInitialBalance: z.boolean(),
    confidenceLevel: z.enum(['high', 'medium', 'low']),
    source: z.enum(['user', 'import', 'bank']),
    drift: amount.nullable(),
    version: z.int(),
    createdAt: instant,
  })
  .meta({ id: 'Anchor' });
export type Anchor = z.infer<typeof anchor>;

export const listAnchors = endpoint({
  id: 'listAnchors',
  method: 'get',
  path: '/accounts/{accountId}/anchors',
  tag: 'Balances',
  summary: 'What the bank said, newest first, each with its drift',
  access: 'member',
  params: accountParams,
  data: z.array(anchor),
  status: 200,
});

export const createAnchor = endpoint({
  id: 'createAnchor',
  method: 'post',
  path: '/accounts/{accountId}/anchors',
  aliases: ['/accounts/{accountId}/anchor'],
  tag: 'Balances',
  summary: 'Say what the bank says at the end of a day; one anchor a day, the newer one replaces',
  access: 'write',
  params: accountParams,
  body: z.object({
    balance: amountInput,
    date: date.optional().meta({ description: 'Today when left out.' }),
    description: z.string().trim().max(1000).nullish(),
    isInitialBalance: z.boolean().default(false),
    confidenceLevel: z.enum(['high', 'medium', 'low']).default('high'),
  }),
  data: anchor,
  status: 201,
});

export const deleteAnchor = endpoint({
  id: 'deleteAnchor',
  method: 'delete',
  path: '/accounts/{accountId}/anchors/{anchorId}',
  tag: 'Balances',
  summary: 'Take an anchor back',
  access: 'write',
  params: accountParams.extend({ anchorId: id }),
  data: z.object({ changeSetId: id }),
  status: 200,
});

export const getBalancesSummary = endpoint({
  id: 'getBalancesSummary',
  method: 'get',
  path: '/balances/summary',
  tag: 'Balances',
  summary: 'Balances per account and type, and net worth in the base currency',
  description:
    'A currency without a known rate to the base currency is never counted as 1: its sum stands in `unconverted`.',
  access: 'member',
  query: z.object({ at: date.optional() }),
  data: z
    .object({
      at: date,
      baseCurrency: z.string(),
      assets: amount,
      liabilities: amount.meta({
        description: 'What is owed, as a positive figure; negative when more was paid than owed.',
      }),
      netWorth: amount,
      converted: z.array(convertedWorth).meta({
        description: 'The other currencies in these figures, each with the rate of the day.',
      }),
      unconverted: z.array(
        z.object({
          currency: z.string(),
          assets: amount,
          liabilities: amount,
          netWorth: amount,
          reason: z.string().meta({ description: 'Why there is no rate, and what to do.' }),
        }),
      ),
      byType: z.array(
        z.object({ type: accountType, currency: z.string(), balance: amount, accountCount: z.int() }),
      ),
      accounts: z.array(
        z.object({
          id,
          name: z.string(),
          type: accountType,
          currency: z.string(),
          balance: amount,
          pending: amount,
          inBase: amount
            .nullable()
            .meta({ description: 'The balance in the base currency; null without a known rate.' }),
        }),
      ),
    })
    .meta({ id: 'BalancesSummary' }),
  status: 200,
});
