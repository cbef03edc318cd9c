import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { CategoriserModel, LabelledRow, ModelCategory } from '@fintrack/core/categorising';

/** What a model is trained from. */
export interface TrainingInput {
  readonly rows: readonly LabelledRow[];
  readonly categories: readonly ModelCategory[];
}

/** A trained model as it is stored, and what came out. */
export interface TrainingResult {
  readonly text: string;
  readonly trained: CategoriserModel['trained'];
}

/** Trains a model in a thread of its own. @throws {Error} what went wrong there */
export async function trainInThread(input: TrainingInput): Promise<TrainingResult> {
  const worker = new Worker(new URL('./train.worker.ts', import.meta.url), { workerData: input });
  try {
    // Of `once`, an error of the thread is a rejection.
    const [result] = (await once(worker, 'message')) as TrainingResult[];
    if (result === undefined) throw new Error('The training thread ended without a model.');
    return result;
  } finally {
    await worker.terminate();
  }
}
