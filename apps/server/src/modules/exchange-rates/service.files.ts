import { buffer } from 'node:stream/consumers';
import type * as contract from '@fintrack/contract';
import { addDays } from '@fintrack/core/dates';
import { parseCurrency } from '@fintrack/core/money';
import { GAP_DAYS, REFERENCE_BASE, ReferenceFileError, type ReferenceRates } from '@fintrack/core/rates';
import type { z } from 'zod';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { AppError, refuse } from '../../platform/errors.ts';
import { receiveFile } from '../../platform/http/index.ts';
import { newId } from '../../platform/ids.ts';
import { MAX_RATE_FILE_BYTES, readRateFile } from './read-rate-file.ts';
import { findCurrenciesInUse, findFirstDay, saveFileRates } from './repo.ts';

/** A file of rates that has arrived and was read. */
export interface RateFile {
  readonly fileName: string;
  readonly rates: ReferenceRates;
}

/**
 * Reads the file of a request.
 * @throws {AppError} FILE_TOO_LARGE, FILE_UNREADABLE, VALIDATION_FAILED, MALFORMED_REQUEST, MEDIA_TYPE_UNSUPPORTED
 */
export async function receiveRateFile(request: Request): Promise<RateFile> {
  const { fileName, kept } = await receiveFile(request, {
    maxMegabytes: MAX_RATE_FILE_BYTES / 1024 / 1024,
    tooLargeAdvice: 'Send the zip file instead.',
    missingText: 'Choose a file of exchange rates.',
    keep: (content) => buffer(content),
    discard: async () => undefined,
  });
  try {
    return { fileName: fileName === '' ? 'a file' : fileName, rates: readRateFile(kept) };
  } catch (error) {
    if (!(error instanceof ReferenceFileError)) throw error;
    throw new AppError(
      'FILE_UNREADABLE',
      `${error.message} Choose eurofxref-hist.zip, or another file of euro reference rates.`,
      { details: { reason: error.message } },
    );
  }
}

/** Rows of one statement. */
const BATCH = 10_000;

/** Takes the rates that the books can need. @throws {AppError} WRONG_STATE when there is none. */
export async function takeRates(
  tx: TenantTransaction,
  { rates }: RateFile,
): Promise<z.output<typeof contract.importExchangeRates.data>> {
  const [inUse, firstDay] = await Promise.all([findCurrenciesInUse(tx), findFirstDay(tx)]);
  const own = parseCurrency((await tx.entered).currency);
  const used = new Set([...inUse, own]);
  // Between two other currencies a rate goes through the euro; without the euro in use it does so as well.
  const since = firstDay === null ? null : addDays(firstDay, -GAP_DAYS);
  const wanted = rates.quotes.filter(
    (each) => used.has(each.quote) && (since === null || each.date >= since),
  );
  const notNeeded = new Set(rates.quotes.map((each) => each.quote).filter((quote) => !used.has(quote)));
  if (wanted.length === 0) {
    const others = [...used].filter((currency) => currency !== REFERENCE_BASE);
    const missing =
      others.length === 0 ? 'Every account is in euros' : `None of ${others.join(', ')} is in it`;
    refuse('WRONG_STATE', `${missing}, so no rate was taken. Add the account first, or choose another file.`);
  }
  let taken = 0;
  for (let start = 0; start < wanted.length; start += BATCH) {
    const batch = wanted.slice(start, start + BATCH).map((each) => ({ ...each, id: newId() }));
    taken += await saveFileRates(tx, batch);
  }
  const days = wanted.map((each) => each.date).toSorted();
  return {
    changeSetId: tx.changeSetId,
    taken,
    unchanged: wanted.length - taken,
    from: days[0] ?? null,
    to: days.at(-1) ?? null,
    currencies: [...new Set(wanted.map((each) => each.quote))].toSorted(),
    notNeeded: [...notNeeded].toSorted(),
  };
}
