import { type CalendarDate, dateInZone, daysBetween } from '@fintrack/core/dates';
import { ReferenceFileError, type ReferenceRates } from '@fintrack/core/rates';
import { z } from 'zod';
import { FetchFileError, fetchFile } from '../../platform/outbound/index.ts';
import type { Services } from '../../platform/services.ts';
import { type RateAddresses, rateAddresses } from './rate-addresses.ts';
import { MAX_RATE_FILE_BYTES, readRateFile } from './read-rate-file.ts';
import { findLastAttempt, findNewestEuroDay, noteAttempt, saveEuroRates } from './repo.published.ts';

/** The job that asks for new rates. */
export const FETCH_JOB = { name: 'fetch_exchange_rates', payload: z.object({}), maxAttempts: 6 };

const LIMITS = { maxBytes: MAX_RATE_FILE_BYTES, timeoutMs: 30_000, maxRedirects: 3 };
/** Whoever asks for a fetch again before that gets none: one server asks for all of its tenants. */
const REST_MS = 10 * 60_000;
/** The day of the rates is a day at the European Central Bank. */
const BANK_ZONE = 'Europe/Berlin';

/**
 * Asks for the rates published since the last ones: the newest day, the last 90 days after a gap, or all. What came of
 * it is kept for the page.
 * @throws {FetchFileError | ReferenceFileError} so that the queue tries again.
 */
export async function fetchRates(services: Services): Promise<void> {
  const { database, clock, logger } = services;
  const addresses = rateAddresses(services.env);
  if (addresses.daily === null) return;
  const now = clock.now();
  const last = await database.identity((_, client) => findLastAttempt(client));
  if (last.at !== null && !last.failed && now.getTime() - last.at.getTime() < REST_MS) return;
  const newest = await database.identity((_, client) => findNewestEuroDay(client));
  const today = dateInZone(now, BANK_ZONE);
  if (newest === today) return;
  try {
    const rates = await fetchFrom(addresses, { newest, today });
    const changed = await database.identity(async (_, client) => {
      const count = await saveEuroRates(client, rates.quotes);
      await noteAttempt(client, now, null);
      return count;
    });
    logger.info({ rates: changed }, 'exchange rates fetched');
  } catch (error) {
    if (!(error instanceof FetchFileError || error instanceof ReferenceFileError)) throw error;
    await database.identity((_, client) => noteAttempt(client, now, error.message));
    throw error;
  }
}

/** Whether rates are fetched at all. */
export function isFetching(services: Services): boolean {
  return rateAddresses(services.env).daily !== null;
}

async function fetchFrom(
  addresses: RateAddresses,
  known: { readonly newest: CalendarDate | null; readonly today: CalendarDate },
): Promise<ReferenceRates> {
  const url = chooseAddress(addresses, known);
  if (url === null) throw new FetchFileError('No address of rates is configured.');
  return readRateFile(await fetchFile(url, LIMITS));
}

/** The smallest file that closes the gap; where it is not configured, the next one that is. */
function chooseAddress(
  { daily, history, archive }: RateAddresses,
  { newest, today }: { readonly newest: CalendarDate | null; readonly today: CalendarDate },
): string | null {
  const gap = newest === null ? Number.POSITIVE_INFINITY : daysBetween(newest, today);
  if (gap > 85) return archive ?? history ?? daily;
  return gap > 1 ? (history ?? archive ?? daily) : daily;
}
