import type { JobStatus } from './repo.jobs.ts';
import type { JobProgress } from './repo.stored.ts';

/** Where a job is: the rows of the phase that are done. */
export interface JobPlace {
  readonly phase: JobProgress['phase'];
  readonly done: number;
  /** Rows in all; 0 while nobody knows. */
  readonly total: number;
}

/** From which percent of a job to which each phase goes, as it takes with a large file. */
const SHARES: Readonly<Record<JobStatus, Partial<Record<JobProgress['phase'], readonly [number, number]>>>> =
  {
    reading: { reading: [0, 80], comparing: [80, 100] },
    committing: { comparing: [0, 15], booking: [15, 95], finishing: [95, 100] },
    replaying: { reading: [0, 40], comparing: [40, 60], booking: [60, 95], finishing: [95, 100] },
  };

/** Before this there is too little to judge by. */
const JUDGED_PERCENT = 3;
const JUDGED_MS = 2000;

/** Percent of the whole job, and how long the rest takes if it goes on as until now. */
export function describeProgress(status: JobStatus, place: JobPlace, elapsedMs: number): JobProgress {
  const { phase, done, total } = place;
  const [from, to] = SHARES[status][phase] ?? [0, 100];
  const isCounted = phase === 'reading' || phase === 'booking';
  if (isCounted && total === 0) return { phase, percent: null, secondsLeft: null };
  const share = isCounted ? Math.min(1, done / total) : 0;
  const percent = from + (to - from) * share;
  const isJudged = percent >= JUDGED_PERCENT && elapsedMs >= JUDGED_MS;
  return {
    phase,
    percent: Math.floor(percent),
    secondsLeft: isJudged ? Math.ceil((elapsedMs * (100 - percent)) / percent / 1000) : null,
  };
}
