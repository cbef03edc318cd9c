import { parentPort } from 'node:worker_threads';
import { type LabelledRow, serialiseModel, trainModel } from '@fintrack/core/categorising';
import type { TrainingMessage, TrainingResult } from './train-in-thread.ts';

/** A thread of its own: training takes seconds, in which no request would be answered. */
const rows: LabelledRow[] = [];
parentPort?.on('message', (message: TrainingMessage) => {
  if ('rows' in message) {
    rows.push(...message.rows);
    return;
  }
  const model = trainModel(rows, message.categories);
  const result: TrainingResult = { text: serialiseModel(model), trained: model.trained };
  parentPort?.postMessage(result, []);
});
