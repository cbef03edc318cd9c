import { parentPort, workerData } from 'node:worker_threads';
import { serialiseModel, trainModel } from '@fintrack/core/categorising';
import type { TrainingInput, TrainingResult } from './train-in-thread.ts';

/** A thread of its own: training takes seconds, in which no request would be answered. */
const { rows, categories } = workerData as TrainingInput;
const model = trainModel(rows, categories);
const result: TrainingResult = { text: serialiseModel(model), trained: model.trained };
parentPort?.postMessage(result, []);
