import type { Environment } from '../../platform/env.ts';

/** Where published rates are fetched; null for a file that is not. */
export interface RateAddresses {
  /** The newest day. */
  readonly daily: string | null;
  /** The last 90 days, after a gap. */
  readonly history: string | null;
  /** Every day that there is, for the first time and after a long gap. */
  readonly archive: string | null;
}

const ECB = 'https://www.ecb.europa.eu/stats/eurofxref';

/**
 * What the environment says. Who names another daily file does not want to be heard of by the European Central Bank:
 * then only what is named is asked. Tests ask nobody unless they say whom.
 */
export function rateAddresses(env: Environment): RateAddresses {
  const named = {
    daily: env.FINTRACK_RATES_URL,
    history: env.FINTRACK_RATES_HISTORY_URL,
    archive: env.FINTRACK_RATES_ARCHIVE_URL,
  };
  if (named.daily === 'off') return { daily: null, history: null, archive: null };
  const isOwn = named.daily !== undefined || env.NODE_ENV === 'test';
  const address = (given: string | undefined, usual: string): string | null =>
    given === 'off' ? null : (given ?? (isOwn ? null : usual));
  return {
    daily: address(named.daily, `${ECB}/eurofxref-daily.xml`),
    history: address(named.history, `${ECB}/eurofxref-hist-90d.xml`),
    archive: address(named.archive, `${ECB}/eurofxref-hist.zip`),
  };
}
