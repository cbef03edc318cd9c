import type * as contract from '@fintrack/contract';
import { impliedRate } from '@fintrack/core/ledger';
import { money, parseCurrency } from '@fintrack/core/money';
import { formatRate } from '@fintrack/core/rates';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuseMissing } from './change.ts';
import { decimal, toTransaction } from './present.ts';
import { findRelated, type RelatedRow } from './repo.related.ts';
import { findTransaction, type TransactionRow } from './repo.rows.ts';
import { findSeriesOf } from './repo.series.ts';
import { findParts, type PartRow } from './repo.splits.ts';

/** A transaction with its parts, its transfer, its fees and its refunds. @throws {AppError} NOT_FOUND */
export async function getDetail(tx: TenantTransaction, id: string): Promise<contract.TransactionDetail> {
  const row = await findTransaction(tx, id);
  if (!row) return refuseMissing();
  const otherId = row.transferTransactionId;
  const wanted = [otherId, row.feeOfId, row.refundOfId, row.parentId].filter((other) => other !== null);
  const legIds = otherId === null ? [] : [id, otherId];
  const wholeId = row.parentId ?? id;
  const [parts, related, series] = await Promise.all([
    row.isSplit ? findParts(tx, [id]) : [],
    findRelated(tx, { ids: wanted, legIds, purchaseId: id }),
    findSeriesOf(tx, [wholeId]),
  ]);
  const find = (wantedId: string | null) => related.find((other) => other.id === wantedId) ?? null;
  const otherLeg = find(otherId);
  const refunds = related.filter(({ refundOfId }) => refundOfId === id);
  return {
    ...toTransaction(row),
    series: series.get(wholeId) ?? null,
    splits: parts.map(toPart),
    whole: relatedOrNull(find(row.parentId)),
    otherLeg: relatedOrNull(otherLeg),
    transferRate: otherLeg && rateOf(row, otherLeg),
    fees: related.filter(({ feeOfId }) => feeOfId !== null && legIds.includes(feeOfId)).map(toRelated),
    feeOf: relatedOrNull(find(row.feeOfId)),
    purchase: relatedOrNull(find(row.refundOfId)),
    refunds: refunds.map(toRelated),
    refundable: refundableOf(row, refunds),
  };
}

/** A part in the API's form. */
export function toPart({ parentId: _parentId, currency, amount, ...part }: PartRow): contract.SplitPart {
  return { ...part, amount: decimal(amount, currency) };
}

export function toRelated(row: RelatedRow): contract.RelatedRow {
  const { id, accountId, accountName, date, currency, description, payeeName, categoryName, status } = row;
  const amount = decimal(row.amount, currency);
  return { id, accountId, accountName, date, amount, currency, description, payeeName, categoryName, status };
}

function relatedOrNull(row: RelatedRow | null): contract.RelatedRow | null {
  return row && toRelated(row);
}

/** The implied rate of two rows of different currencies; null within one currency. */
export function rateOf(
  own: Pick<RelatedRow, 'amount' | 'currency'>,
  other: Pick<RelatedRow, 'amount' | 'currency'>,
): string | null {
  if (own.currency === other.currency) return null;
  const [left, right] = [own, other].map(({ amount, currency }) =>
    money(BigInt(amount), parseCurrency(currency)),
  );
  const rate = left && right ? impliedRate(left, right) : null;
  return rate && formatRate(rate);
}

function refundableOf(row: TransactionRow, refunds: readonly RelatedRow[]): string | null {
  const minor = BigInt(row.amount);
  if (row.type !== 'expense' || minor >= 0n || row.parentId !== null) return null;
  const left = refunds.reduce((sum, refund) => sum - refundedBy(refund, row.currency), -minor);
  return decimal((left < 0n ? 0n : left).toString(), row.currency);
}

/** What a refund gives back in the purchase's currency: its amount, or the original amount that it names. */
function refundedBy(refund: RelatedRow, currency: string): bigint {
  if (refund.currency === currency) return BigInt(refund.amount);
  const original = BigInt(refund.originalAmount ?? '0');
  return original < 0n ? -original : original;
}
