import type { RateUsed } from '@fintrack/contract';
import { chainRates, type ExactRate, invertRate, PAR, parseRate } from '@fintrack/core/rates';

/** The exact rate behind one that the API tells: the quotes that it was made of, multiplied. */
export function exactRateOf({ from, legs }: RateUsed): ExactRate {
  let [at, rate] = [from, PAR];
  for (const leg of legs) {
    const quoted = parseRate(leg.rate);
    const isForward = leg.base === at;
    rate = chainRates(rate, isForward ? quoted : invertRate(quoted));
    at = isForward ? leg.quote : leg.base;
  }
  return rate;
}
