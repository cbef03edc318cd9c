import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { ChosenDuplicate } from '@fintrack/core/matching';
import type { CandidatePair } from './repo.candidates.ts';
import { chooseDuplicates, type TrustByAccount } from './weigh-pairs.ts';

/** What the thread is told: pairs, and at last that these were all. */
export type WeighOrder =
  | { readonly kind: 'pairs'; readonly pairs: readonly CandidatePair[] }
  | { readonly kind: 'end' };

/** What it answers after the end: what it has chosen, and that this was all. */
export type WeighAnswer =
  | { readonly kind: 'chosen'; readonly chosen: readonly ChosenDuplicate[] }
  | { readonly kind: 'done' };

/** What the thread is started with is of no type. */
export function isTrust(data: unknown): data is TrustByAccount {
  return data instanceof Map;
}

/** Up to here starting a thread takes longer than the work. */
const INLINE_PAIRS = 500;
/** Handed over at a time: copying them for the other thread is the work that is left here. */
export const HANDED_PAIRS = 500;
const MEMORY_LIMIT_MB = 512;

/** {@link chooseDuplicates}, of many pairs in a thread of its own: a hundred thousand keep a processor busy for seconds. */
export async function chooseInThread(
  pairs: readonly CandidatePair[],
  trust: TrustByAccount,
): Promise<ChosenDuplicate[]> {
  if (pairs.length <= INLINE_PAIRS) return chooseDuplicates(pairs, trust);
  const worker = new Worker(new URL('./weigh.worker.ts', import.meta.url), {
    workerData: trust,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_LIMIT_MB },
  });
  const say = (order: WeighOrder): void => worker.postMessage(order, []);
  try {
    const answered = collect(worker);
    // Its failure is heard below.
    answered.catch(() => undefined);
    for (let at = 0; at < pairs.length; at += HANDED_PAIRS) {
      say({ kind: 'pairs', pairs: pairs.slice(at, at + HANDED_PAIRS) });
      await setImmediate();
    }
    say({ kind: 'end' });
    return await answered;
  } finally {
    await worker.terminate();
  }
}

function collect(worker: Worker): Promise<ChosenDuplicate[]> {
  return new Promise((resolve, reject) => {
    const all: ChosenDuplicate[] = [];
    worker.on('message', (answer: WeighAnswer) => {
      if (answer.kind === 'done') resolve(all);
      else all.push(...answer.chosen);
    });
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('The thread that weighed rows ended early.')));
  });
}
