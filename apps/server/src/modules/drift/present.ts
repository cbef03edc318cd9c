import type * as contract from '@fintrack/contract';
import { parseCalendarDate } from '@fintrack/core/dates';
import type { Detection, Mend, SingleMend, Suspect, SuspectItem } from '@fintrack/core/drift';
import { type Currency, formatMinor, parseAmount } from '@fintrack/core/money';
import type { BadSegment, Gathered } from './gather.ts';
import { explainSuspect } from './words.ts';

/** What was found out about a segment; null where it was not searched. */
export interface Searched {
  readonly detection: Detection;
  readonly facts: Gathered['facts'];
  readonly isComplete: boolean;
}

export function presentDrift(
  segment: BadSegment,
  accountName: string,
  searched: Searched | null,
): contract.Drift {
  const { currency } = segment;
  const badDay = searched?.detection.badDay ?? null;
  return {
    accountId: segment.accountId,
    accountName,
    from: segment.since,
    to: segment.until,
    currency,
    openingBalance: formatMinor(segment.openingMinor, currency),
    bank: formatMinor(segment.closingMinor, currency),
    books: formatMinor(segment.closingMinor - segment.driftMinor, currency),
    drift: formatMinor(segment.driftMinor, currency),
    rowCount: segment.rowCount,
    firstBadDay: badDay && {
      date: badDay.date,
      lastGoodDay: badDay.lastGoodDay,
      step: formatMinor(badDay.stepMinor, currency),
    },
    isSearched: searched !== null,
    isSearchComplete: searched?.isComplete ?? false,
    suspects: searched
      ? searched.detection.suspects.map((each) => presentSuspect(each, segment, searched.facts))
      : [],
  };
}

export function presentSuspect(
  suspect: Suspect,
  segment: BadSegment,
  facts: Gathered['facts'],
): contract.Suspect {
  const { currency } = segment;
  return {
    kind: suspect.kind,
    confidence: suspect.score,
    explanation: explainSuspect(suspect, currency),
    reasons: [...suspect.reasons],
    rows: suspect.items.map((item) => presentItem(item, segment, facts)),
    leaves: formatMinor(segment.driftMinor - suspect.effectMinor, currency),
    mend: presentMend(suspect.mend, currency, facts),
  };
}

function presentItem(
  item: SuspectItem,
  { accountId, currency }: BadSegment,
  facts: Gathered['facts'],
): contract.Suspect['rows'][number] {
  switch (item.source) {
    case 'row':
    case 'deleted':
      return {
        source: item.source,
        transactionId: item.row.id,
        importId: null,
        rowNumber: null,
        accountId,
        date: item.row.date,
        amount: formatMinor(item.row.amountMinor, currency),
        description: item.row.label,
      };
    case 'leg':
      return {
        source: 'row',
        transactionId: item.leg.id,
        importId: null,
        rowNumber: null,
        accountId: facts.get(item.leg.id)?.accountId ?? accountId,
        date: item.leg.date,
        amount: formatMinor(item.leg.amountMinor, currency),
        description: item.leg.label,
      };
    case 'line':
      return {
        source: 'line',
        transactionId: null,
        importId: item.line.importId,
        rowNumber: item.line.rowNumber,
        accountId,
        date: item.line.date,
        amount: formatMinor(item.line.amountMinor, currency),
        description: item.line.label,
      };
  }
}

/** Null where the row is one that no version is known of. */
function presentMend(mend: Mend, currency: Currency, facts: Gathered['facts']): contract.Mend | null {
  if (mend.kind !== 'several') return presentSingle(mend, currency, facts);
  const mends = mend.mends.map((each) => presentSingle(each, currency, facts));
  return mends.every((each) => each !== null) ? { kind: 'several', mends } : null;
}

function presentSingle(
  mend: SingleMend,
  currency: Currency,
  facts: Gathered['facts'],
): contract.SingleMend | null {
  if (mend.kind === 'add_line') return mend;
  if (mend.kind === 'add_like') return { kind: mend.kind, transactionId: mend.rowId, date: mend.date };
  const version = facts.get(mend.rowId)?.version;
  if (version === undefined) return null;
  const ofRow = { transactionId: mend.rowId, version };
  switch (mend.kind) {
    case 'correct_amount':
      return { kind: mend.kind, ...ofRow, amount: formatMinor(mend.amountMinor, currency) };
    case 'move_date':
    case 'mark_cleared':
      return { kind: mend.kind, ...ofRow, date: mend.date };
    default:
      return { kind: mend.kind, ...ofRow };
  }
}

/** A mend of a request as core names it. @throws {AmountFormatError} */
export function readMend(mend: Exclude<contract.Mend, { kind: 'adjustment' }>, currency: Currency): Mend {
  return mend.kind === 'several'
    ? { kind: 'several', mends: mend.mends.map((each) => readSingle(each, currency)) }
    : readSingle(mend, currency);
}

function readSingle(mend: contract.SingleMend, currency: Currency): SingleMend {
  switch (mend.kind) {
    case 'add_line':
      return mend;
    case 'add_like':
    case 'move_date':
    case 'mark_cleared':
      return { kind: mend.kind, rowId: mend.transactionId, date: parseCalendarDate(mend.date) };
    case 'correct_amount':
      return {
        kind: mend.kind,
        rowId: mend.transactionId,
        amountMinor: parseAmount(mend.amount, currency).minor,
      };
    default:
      return { kind: mend.kind, rowId: mend.transactionId };
  }
}
