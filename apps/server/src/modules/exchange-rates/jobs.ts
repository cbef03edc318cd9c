import { type AnyTask, checkedTask } from '../../platform/queue/index.ts';
import { FETCH_JOB, fetchRates } from './service.fetch.ts';
import { loadSnapshots } from './service.snapshot.ts';

/** What a server does when it starts: the shipped rates, then those published since. */
export const RATES_AT_START = 'bring_exchange_rates_up_to_date';

/** Background work of exchange rates. */
export const exchangeRateTasks: readonly AnyTask[] = [
  // The European Central Bank publishes at about 16:00 in Frankfurt.
  checkedTask({ ...FETCH_JOB, schedule: '23 16 * * *', run: (_, services) => fetchRates(services) }),
  checkedTask({
    ...FETCH_JOB,
    name: RATES_AT_START,
    run: async (_, services) => {
      await loadSnapshots(services);
      await fetchRates(services);
    },
  }),
];
