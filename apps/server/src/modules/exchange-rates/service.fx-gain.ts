import type * as contract from '@fintrack/contract';
import { addDays, type CalendarDate, daysBetween } from '@fintrack/core/dates';
import { balanceAt, drifts } from '@fintrack/core/ledger';
import { type Currency, currencyExponent, formatMinor, parseCurrency } from '@fintrack/core/money';
import {
  compareWithReference,
  exactRate,
  type FxGain,
  formatRate,
  fxGain,
  type RateLookup,
  type RateTable,
} from '@fintrack/core/rates';
import type { z } from 'zod';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { loadLedgers } from '../accounts/index.ts';
import { loadRates } from './load-rates.ts';
import { presentRate, presentUnknown } from './present.ts';
import { type CurrencyTransfer, type DayFlow, findCurrencyTransfers, findDayFlows } from './repo.fx.ts';

type Report = z.output<typeof contract.getFxGain.data>;
type LoadedLedger = Awaited<ReturnType<typeof loadLedgers>>[number];

/** Ten years of days. */
const MAX_DAYS = 3700;
const MAX_TRANSFERS = 200;
const MAX_UNKNOWN = 50;

/** What holding other currencies gained or lost in a time. @throws {AppError} VALIDATION_FAILED */
export async function getFxGain(
  tx: TenantTransaction,
  { from, to }: { readonly from: CalendarDate; readonly to: CalendarDate },
): Promise<Report> {
  refuseBadSpan(from, to);
  const openingDate = addDays(from, -1);
  const base = parseCurrency((await tx.entered).currency);
  const ledgers = await loadLedgers(tx, [openingDate, to]);
  const foreign = ledgers.filter(({ account }) => account.currency !== base);
  if (foreign.length === 0) return { ...presentTotal(base, []), from, to, accounts: [], transfers: [] };
  const days = { accountIds: foreign.map(({ account }) => account.id), from, to };
  const currencies = [base, ...foreign.map(({ account }) => account.currency)];
  const [flows, transfers, rates] = await Promise.all([
    findDayFlows(tx, days),
    findCurrencyTransfers(tx, days, MAX_TRANSFERS),
    loadRates(tx, { currencies, from: openingDate, to }),
  ]);
  const gains = foreign
    .map((loaded) => ({ loaded, gain: gainOf(loaded, { base, openingDate, to, flows, rates }) }))
    .filter(({ gain }) => hasMoved(gain));
  return {
    ...presentTotal(
      base,
      gains.map(({ gain }) => gain),
    ),
    from,
    to,
    accounts: gains.map(({ loaded, gain }) => presentGain(loaded, gain, base)),
    transfers: transfers.map((transfer) => presentTransfer(transfer, rates)),
  };
}

interface GainInput {
  readonly base: Currency;
  readonly openingDate: CalendarDate;
  readonly to: CalendarDate;
  readonly flows: readonly DayFlow[];
  readonly rates: RateTable;
}

function gainOf(
  { account, ledger }: LoadedLedger,
  { base, openingDate, to, flows, rates }: GainInput,
): FxGain {
  const book = {
    currency: account.currency,
    openingDate,
    openingMinor: balanceAt(ledger, openingDate),
    closingDate: to,
    flows: flows
      .filter((flow) => flow.accountId === account.id)
      .map(({ date, postedMinor }) => ({ date, amountMinor: postedMinor })),
    drifts: drifts(ledger).flatMap(({ anchor, driftMinor }) =>
      driftMinor && anchor.date > openingDate && anchor.date <= to
        ? [{ date: anchor.date, amountMinor: driftMinor }]
        : [],
    ),
  };
  const gain = fxGain(book, base, rates);
  if (gain.closing.amountMinor !== balanceAt(ledger, to)) {
    throw new Error(`The flows of account ${account.id} do not lead to its balance.`);
  }
  return gain;
}

function hasMoved({ opening, closing, flows }: FxGain): boolean {
  return opening.amountMinor !== 0n || closing.amountMinor !== 0n || flows.length > 0;
}

function presentTotal(base: Currency, gains: readonly FxGain[]) {
  const sum = gains.reduce((minor, gain) => minor + (gain.gainMinor ?? 0n), 0n);
  return {
    baseCurrency: base,
    gain: formatMinor(sum, base),
    isComplete: gains.every((gain) => gain.gainMinor !== null),
  };
}

function presentGain({ account }: LoadedLedger, gain: FxGain, base: Currency): Report['accounts'][number] {
  const figure = (amountMinor: bigint, baseMinor: bigint | null) => ({
    amount: formatMinor(amountMinor, account.currency),
    inBase: baseMinor === null ? null : formatMinor(baseMinor, base),
  });
  return {
    accountId: account.id,
    accountName: account.name,
    currency: account.currency,
    opening: figure(gain.opening.amountMinor, gain.opening.baseMinor),
    openingRate: rateOf(gain.opening.rate),
    flows: figure(gain.flowsMinor, gain.flowsBaseMinor),
    unexplained: figure(gain.unexplainedMinor, gain.unexplainedBaseMinor),
    closing: figure(gain.closing.amountMinor, gain.closing.baseMinor),
    closingRate: rateOf(gain.closing.rate),
    gain: gain.gainMinor === null ? null : formatMinor(gain.gainMinor, base),
    unknown: gain.unknown.slice(0, MAX_UNKNOWN).map(presentUnknown),
  };
}

function rateOf(lookup: RateLookup | null) {
  return lookup?.kind === 'known' ? presentRate(lookup) : null;
}

function presentTransfer(transfer: CurrencyTransfer, rates: RateTable): Report['transfers'][number] {
  const { sentMinor, sentCurrency, receivedMinor, receivedCurrency } = transfer;
  const reference = rates.lookup(sentCurrency, receivedCurrency, transfer.date);
  const compared =
    reference.kind === 'known' ? compareWithReference(sentMinor, receivedMinor, reference) : null;
  return {
    transactionId: transfer.transactionId,
    date: transfer.date,
    fromAccountName: transfer.fromAccountName,
    toAccountName: transfer.toAccountName,
    sent: formatMinor(sentMinor, sentCurrency),
    sentCurrency,
    received: formatMinor(receivedMinor, receivedCurrency),
    receivedCurrency,
    impliedRate: formatRate(
      exactRate(
        receivedMinor * 10n ** BigInt(currencyExponent(sentCurrency)),
        sentMinor * 10n ** BigInt(currencyExponent(receivedCurrency)),
      ),
    ),
    reference: rateOf(reference),
    unknown: reference.kind === 'unknown' ? presentUnknown(reference) : null,
    expected: compared && formatMinor(compared.expectedMinor, receivedCurrency),
    difference: compared && formatMinor(compared.differenceMinor, receivedCurrency),
  };
}

function refuseBadSpan(from: CalendarDate, to: CalendarDate): void {
  if (from > to) {
    const message = `The time begins on ${from} and ends before, on ${to}. Swap them.`;
    refuse('VALIDATION_FAILED', message, [{ path: 'from', message }]);
  }
  if (daysBetween(from, to) > MAX_DAYS) {
    const message = 'That is more than ten years. Choose a shorter time.';
    refuse('VALIDATION_FAILED', message, [{ path: 'from', message }]);
  }
}
