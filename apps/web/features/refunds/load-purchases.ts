import { listPurchases, type TransactionDetail } from '@fintrack/contract';
import { serverApi } from '@/lib/api/server-api.ts';

export type Purchase = (typeof listPurchases.data)['_output'][number];

/** What a row may give back; nothing for one that pays, or that is something else already. */
export async function loadPurchases(row: TransactionDetail): Promise<readonly Purchase[]> {
  const mayGiveBack =
    !row.amount.startsWith('-') &&
    row.type !== 'transfer' &&
    row.purchase === null &&
    row.parentId === null &&
    row.feeOfId === null;
  if (!mayGiveBack) return [];
  const api = await serverApi();
  const { data } = await api.call(listPurchases, { params: { transactionId: row.id } });
  return data;
}
