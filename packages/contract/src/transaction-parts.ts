import { z } from 'zod';
import { amount, date, id } from './fields.ts';

/** One part of a split. Its date, account, status and type are its parent's. */
export const splitPart = z
  .object({
    id,
    amount: amount.meta({ description: "Signed from the account's view; the parts add up to the whole." }),
    isRefund: z
      .boolean()
      .meta({ description: 'Its sign is against its type, such as a deposit in a receipt.' }),
    categoryId: id.nullable(),
    categoryName: z.string().nullable(),
    categoryColor: z.string().nullable(),
    payeeId: id.nullable(),
    payeeName: z.string().nullable(),
    description: z.string(),
    notes: z.string().nullable(),
    tags: z.array(z.string()),
    version: z.int(),
  })
  .meta({ id: 'SplitPart' });
export type SplitPart = z.infer<typeof splitPart>;

/** A recurring series, as its rows name it. */
export const rowSeries = z.object({ id, name: z.string() }).meta({ id: 'RowSeries' });

/** Another row that this one has to do with. */
export const relatedRow = z
  .object({
    id,
    accountId: id,
    accountName: z.string(),
    date,
    amount,
    currency: z.string(),
    description: z.string(),
    payeeName: z.string().nullable(),
    categoryName: z.string().nullable(),
    status: z.enum(['pending', 'cleared', 'reconciled']),
  })
  .meta({ id: 'RelatedRow' });
export type RelatedRow = z.infer<typeof relatedRow>;

/** What a transaction's own answer says beyond the row. */
export const transactionRelations = z.object({
  splits: z.array(splitPart).meta({ description: 'The parts of a split; empty for any other row.' }),
  whole: relatedRow.nullable().meta({ description: 'Of a part: the row that it is a part of.' }),
  otherLeg: relatedRow.nullable().meta({ description: 'The row at the other end of a transfer.' }),
  transferRate: z.string().nullable().meta({
    description:
      "Across currencies: what one unit of this row's currency was in the other leg's, by the two amounts. Decimal text: exact where it ends within twelve digits, else ten significant ones; the amounts are the exact figures.",
    example: '1.0825',
  }),
  fees: z.array(relatedRow).meta({ description: 'What the transfer cost besides, paid for either leg.' }),
  feeOf: relatedRow.nullable().meta({ description: 'Of a fee: the transfer leg that it was paid for.' }),
  purchase: relatedRow.nullable().meta({ description: 'Of a refund: the purchase that it gives back.' }),
  refunds: z.array(relatedRow).meta({ description: 'Of a purchase: what came back of it.' }),
  refundable: amount.nullable().meta({
    description: "Of an expense: what can still come back of it, positive, in the row's currency; else null.",
  }),
});
export type TransactionRelations = z.infer<typeof transactionRelations>;
