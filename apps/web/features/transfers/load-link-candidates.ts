import { listTransactions, type Transaction, type TransactionDetail } from '@fintrack/contract';
import { addDays, parseCalendarDate } from '@fintrack/core/dates';
import { formatMinor, parseAmount, parseCurrency } from '@fintrack/core/money';
import { serverApi } from '@/lib/api/server-api.ts';

const DAYS = 14;
const SHOWN = 50;

/** Rows of other accounts that may be the other leg: the other direction, two weeks around, up to a tenth less or more. */
export async function loadLinkCandidates(row: TransactionDetail): Promise<Transaction[]> {
  if (row.type === 'transfer' || row.isSplit || row.parentId !== null || row.feeOfId !== null) return [];
  const { minor } = parseAmount(row.amount, parseCurrency(row.currency));
  if (minor === 0n) return [];
  const api = await serverApi();
  const date = parseCalendarDate(row.date);
  const { data } = await api.call(listTransactions, {
    query: {
      ...amountsAround(minor, row.currency),
      from: addDays(date, -DAYS),
      to: addDays(date, DAYS),
      limit: SHOWN,
    },
  });
  return data.filter(
    (other) =>
      other.accountId !== row.accountId &&
      other.transferTransactionId === null &&
      !other.isSplit &&
      other.feeOfId === null &&
      other.refundOfId === null,
  );
}

/** A fee takes from what arrives: it is at most what left. */
function amountsAround(minor: bigint, code: string): { minAmount: string; maxAmount: string } {
  const currency = parseCurrency(code);
  const text = (amount: bigint) => formatMinor(amount, currency);
  if (minor < 0n) return { minAmount: text((-minor * 9n) / 10n), maxAmount: text(-minor) };
  return { minAmount: text(-((minor * 10n) / 9n)), maxAmount: text(-minor) };
}
