import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { CalendarDate } from '@fintrack/core/dates';
import { type Finding, findSeries } from './find-series.ts';
import type { TextGroup } from './repo.groups.ts';

/** What the thread is sent: groups, some at a time, and at last the day, on which it begins. */
export type SeriesMessage = { readonly groups: readonly TextGroup[] } | { readonly today: CalendarDate };

/** So many are looked through at once, between other work. */
const MOST_HERE = 2000;
/** Copying a hundred thousand groups at once would hold up every request for as long. */
const GROUPS_A_TURN = 500;

/**
 * {@link findSeries}, of large books in a thread of its own: only to see which of two hundred thousand texts belong
 * together keeps a processor busy for seconds. @throws {Error} what went wrong there
 */
export async function findSeriesAside(groups: readonly TextGroup[], today: CalendarDate): Promise<Finding[]> {
  if (groups.length <= MOST_HERE) return findSeries(groups, today);
  const worker = new Worker(new URL('./find-series.worker.ts', import.meta.url));
  try {
    // Listened to from the start: a thread that cannot begin says so at once.
    const answer = once(worker, 'message');
    await Promise.race([send(worker, groups, today), answer]);
    // Of `once`, an error of the thread is a rejection.
    const [findings] = (await answer) as Finding[][];
    if (findings === undefined) throw new Error('The thread that looked for series ended without an answer.');
    return findings;
  } finally {
    await worker.terminate();
  }
}

async function send(worker: Worker, groups: readonly TextGroup[], today: CalendarDate): Promise<void> {
  const post = (message: SeriesMessage) => worker.postMessage(message, []);
  for (let from = 0; from < groups.length; from += GROUPS_A_TURN) {
    post({ groups: groups.slice(from, from + GROUPS_A_TURN) });
    await nextTurn();
  }
  post({ today });
}
