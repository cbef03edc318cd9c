import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { amount, amountInput, date, id, listQuery, name, version } from './fields.ts';
import { relatedRow } from './transaction-parts.ts';
import { transactionDetail } from './transactions.ts';

const transactionParams = z.object({ transactionId: id });
const pair = z.object({ firstId: id, secondId: id });

export const linkTransfer = endpoint({
  id: 'linkTransfer',
  method: 'post',
  path: '/transactions/{transactionId}/transfer',
  tag: 'Transfers',
  summary: 'Make two rows of two accounts the two legs of one transfer',
  description:
    'One takes money away, the other brings it in. In one currency the amounts are opposite, or `fee` says the difference: the paying row is then reduced by it and the fee is booked as a row of its own, so that the account keeps its balance.',
  access: 'write',
  params: transactionParams,
  body: z.object({
    otherId: id,
    version: version
      .optional()
      .meta({ description: 'Of the row in the path; refused when it has changed since.' }),
    fee: z
      .object({ amount: amountInput, categoryId: id.nullish(), payeeName: name.nullish() })
      .optional()
      .meta({
        description:
          "Part of what left the paying account and did not arrive: positive, in that account's currency.",
      }),
  }),
  data: transactionDetail,
  status: 200,
});

export const unlinkTransfer = endpoint({
  id: 'unlinkTransfer',
  method: 'delete',
  path: '/transactions/{transactionId}/transfer',
  tag: 'Transfers',
  summary: 'Make the legs of a transfer an income and an expense; the pair is not proposed again',
  access: 'write',
  params: transactionParams,
  data: transactionDetail,
  status: 200,
});

/** Two rows that look like one transfer. */
export const transferProposal = z
  .object({
    paid: relatedRow.meta({ description: 'The row that takes money away.' }),
    received: relatedRow,
    score: z.int().meta({ description: '0 to 100: how much speaks for it.' }),
    reasons: z.array(z.string()).meta({ description: 'What speaks for it and against it, in words.' }),
    rate: z
      .string()
      .nullable()
      .meta({ description: 'Across currencies: what one unit that was paid became, by the two amounts.' }),
  })
  .meta({ id: 'TransferProposal' });
export type TransferProposal = z.infer<typeof transferProposal>;

export const listTransferProposals = endpoint({
  id: 'listTransferProposals',
  method: 'get',
  path: '/transfers/proposals',
  tag: 'Transfers',
  summary: 'Pairs of rows of two accounts that look like one transfer, newest first',
  description:
    'Each row stands in its best pair only. Looks at the newest 3,000 rows of the period that are no transfer yet, by default of the last 90 days; `from` in the answer says how far back that was.',
  access: 'member',
  query: listQuery.extend({
    from: date.optional(),
    to: date.optional(),
    days: z.coerce
      .number()
      .int()
      .min(0)
      .max(14)
      .default(5)
      .meta({ description: 'How many days may lie between the two.' }),
  }),
  data: z.object({
    from: date.meta({ description: 'The first day that was looked at.' }),
    to: date,
    proposals: z.array(transferProposal),
  }),
  status: 200,
  paginated: true,
});

export const acceptTransferProposal = endpoint({
  id: 'acceptTransferProposal',
  method: 'post',
  path: '/transfers/proposals/accept',
  tag: 'Transfers',
  summary: 'Yes, these two rows are one transfer: link them',
  access: 'write',
  body: pair,
  data: transactionDetail,
  status: 200,
});

export const rejectTransferProposal = endpoint({
  id: 'rejectTransferProposal',
  method: 'post',
  path: '/transfers/proposals/reject',
  tag: 'Transfers',
  summary: 'No, these two rows are no transfer: never propose this pair again',
  access: 'write',
  body: pair,
  data: z.object({ firstId: id, secondId: id, changeSetId: id }),
  status: 200,
});

export const listPurchases = endpoint({
  id: 'listPurchases',
  method: 'get',
  path: '/transactions/{transactionId}/purchases',
  tag: 'Transactions',
  summary: 'Purchases that this row may give back, the likeliest first',
  description:
    'Expenses of the same currency before it, of which at least its amount can still come back: of the same payee, else of the same amount in the same account.',
  access: 'member',
  params: transactionParams,
  data: z.array(
    relatedRow.extend({
      refundable: amount.meta({ description: 'What can still come back of it; positive.' }),
    }),
  ),
  status: 200,
});
