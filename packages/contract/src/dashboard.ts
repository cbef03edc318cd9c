import { z } from 'zod';
import { accountType } from './accounts.ts';
import { endpoint } from './endpoint.ts';
import { convertedWorth } from './exchange-rates.ts';
import { amount, date, id } from './fields.ts';
import { ruleProposal } from './rules.ts';
import { transaction } from './transactions.ts';

export const getDashboardSummary = endpoint({
  id: 'getDashboardSummary',
  method: 'get',
  path: '/dashboard/summary',
  tag: 'Reports',
  summary:
    'Net worth with its line, accounts, cash flow, spending by category, newest transactions, to review',
  description:
    'In the base currency. Net worth converts the accounts in other currencies, each point at the rates of its day; those without a known rate are listed in `unconverted` and left out. Cash flow and spending are of the accounts in the base currency.',
  access: 'member',
  query: z.object({
    month: z
      .string()
      .regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: 'Write a month like 2026-01.' })
      .optional(),
  }),
  data: z
    .object({
      month: z.string(),
      baseCurrency: z.string(),
      netWorth: z.object({
        total: amount,
        assets: amount,
        liabilities: amount,
        change: amount.meta({
          description: 'Against the end of the month before, of the currencies that had a rate on both days.',
        }),
        line: z
          .array(
            z.object({
              date,
              balance: amount,
              isComplete: z.boolean().meta({ description: 'False where a currency had no rate that day.' }),
            }),
          )
          .meta({ description: 'Month ends of the last 12 months and today.' }),
      }),
      converted: z.array(convertedWorth),
      unconverted: z.array(z.object({ currency: z.string(), netWorth: amount, reason: z.string() })),
      accounts: z.array(
        z.object({
          id,
          name: z.string(),
          type: accountType,
          currency: z.string(),
          balance: amount,
          inBase: amount.nullable().meta({ description: 'In the base currency; null without a known rate.' }),
        }),
      ),
      cashFlow: z.object({
        moneyIn: amount,
        moneyOut: amount.meta({ description: 'Positive.' }),
        net: amount,
        months: z
          .array(z.object({ month: z.string(), moneyIn: amount, moneyOut: amount }))
          .meta({ description: 'The six months up to this one.' }),
      }),
      spendingByCategory: z.array(
        z.object({
          categoryId: id.nullable(),
          name: z.string(),
          color: z.string().nullable(),
          amount: amount.meta({
            description: 'Positive: spent, less refunds. Descendants are counted into their root.',
          }),
          previousAmount: amount,
          transactionCount: z.int(),
        }),
      ),
      recentTransactions: z.array(transaction),
      toReview: z.object({
        uncategorised: z.int(),
        drifts: z.array(
          z.object({ accountId: id, accountName: z.string(), date, currency: z.string(), drift: amount }),
        ),
        openImports: z.int(),
        transferProposals: z.int().meta({
          description: 'Pairs of the last 90 days that look like transfers, among the newest 500 rows.',
        }),
        ruleProposals: z.array(ruleProposal).meta({
          description: 'Rules that would have spared equal corrections, as /rules/proposals lists them.',
        }),
      }),
    })
    .meta({ id: 'DashboardSummary' }),
  status: 200,
});
