export { exchangeRateTasks, RATES_AT_START } from './jobs.ts';
export { loadRates } from './load-rates.ts';
export { makeSnapshot } from './make-snapshot.ts';
export { presentConverted, presentReason, presentWorth } from './present.ts';
export { readRateFile } from './read-rate-file.ts';
export { saveEuroRates } from './repo.published.ts';
