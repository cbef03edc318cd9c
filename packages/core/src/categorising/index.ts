export { bankWords } from './bank-words.ts';
export { calibrationError, type ReliabilityBin, reliabilityOf, type Trial } from './calibration.ts';
export { Categoriser, type CategoriserOptions, type Prediction, type Suggestion } from './categoriser.ts';
export {
  type Acquaintance,
  type Boldness,
  type CategoriserModel,
  MODEL_FORMAT,
  type TrialReport,
  WANTED_ACCURACY,
} from './model.ts';
export { parseModel, serialiseModel } from './model-text.ts';
export { confidenceText, type Reason, reasonText } from './reasons.ts';
export type { CategorisableRow, LabelledRow, ModelCategory } from './row.ts';
export { MOST_TRAINING_ROWS, trainModel } from './train-model.ts';
