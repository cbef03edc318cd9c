import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { CategoriserModel, LabelledRow, ModelCategory } from '@fintrack/core/categorising';

/** What a model is trained from. */
export interface TrainingInput {
  readonly rows: readonly LabelledRow[];
  readonly categories: readonly ModelCategory[];
}

/** What the thread is sent: rows, some at a time, and at last the categories, on which it begins. */
export type TrainingMessage =
  | { readonly rows: readonly LabelledRow[] }
  | { readonly categories: readonly ModelCategory[] };

/** A trained model as it is stored, and what came out. */
export interface TrainingResult {
  readonly text: string;
  readonly trained: CategoriserModel['trained'];
}

/** Copying twenty thousand rows at once would hold up every request for as long. */
const ROWS_A_TURN = 500;

/** Trains a model in a thread of its own. @throws {Error} what went wrong there */
export async function trainInThread({ rows, categories }: TrainingInput): Promise<TrainingResult> {
  const worker = new Worker(new URL('./train.worker.ts', import.meta.url));
  try {
    // Listened to from the start: a thread that cannot begin says so at once.
    const answer = once(worker, 'message');
    await Promise.race([send(worker, { rows, categories }), answer]);
    // Of `once`, an error of the thread is a rejection.
    const [result] = (await answer) as TrainingResult[];
    if (result === undefined) throw new Error('The training thread ended without a model.');
    return result;
  } finally {
    await worker.terminate();
  }
}

async function send(worker: Worker, { rows, categories }: TrainingInput): Promise<void> {
  const post = (message: TrainingMessage) => worker.postMessage(message, []);
  for (let from = 0; from < rows.length; from += ROWS_A_TURN) {
    post({ rows: rows.slice(from, from + ROWS_A_TURN) });
    await nextTurn();
  }
  post({ categories });
}
