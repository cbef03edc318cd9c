import { Categoriser, serialiseModel, trainModel } from '@fintrack/core/categorising';
import { type Evaluation, evaluate } from './evaluate.ts';
import { generateSet } from './generated-set.ts';
import { type LabelledSet, readLabelledSets } from './labelled-set.ts';

/** What is reported: splits and merchants that nothing was tuned on (tuning used seeds 0 to 4). */
const REPORTED_SEEDS: readonly number[] = [10, 11, 12, 13, 14];
const LABELS = [0, 50, 200, 1000];
const SPLITS = ['merchant', 'time', 'life'] as const;

export interface SpeedFigures {
  readonly rows: number;
  readonly trainSeconds: number;
  readonly predictedPerSecond: number;
  readonly modelBytes: number;
}

/** The sets of a folder, or a generated one, each split in every way with every number of labels. */
export async function measureCategorising(folder: string | null): Promise<Evaluation[]> {
  const sets = folder === null ? [generateSet(3000)] : await readLabelledSets(folder);
  return sets.flatMap((set) =>
    SPLITS.filter((split) => split === 'merchant' || hasDates(set)).flatMap((split) =>
      LABELS.map((labels) => evaluate(set, { split, labels, seeds: REPORTED_SEEDS, half: 'reported' })),
    ),
  );
}

/** How long training takes, and how many rows a second are categorised. */
export function measureCategoriserSpeed(rows = 20_000): SpeedFigures {
  const set = generateSet(rows);
  const [trainSeconds, model] = timed(() => trainModel(set.rows, set.categories));
  const usable = set.categories.map(({ id }) => id);
  const categoriser = new Categoriser(model, { usable, boldness: 'usual' });
  for (const row of set.rows.slice(0, 2000)) categoriser.predict(row);
  const [seconds] = timed(() => {
    for (const row of set.rows) categoriser.predict(row);
  });
  return { rows, trainSeconds, predictedPerSecond: rows / seconds, modelBytes: serialiseModel(model).length };
}

function hasDates({ rows }: LabelledSet): boolean {
  return rows.some(({ date }) => date !== rows[0]?.date);
}

function timed<Result>(work: () => Result): [seconds: number, result: Result] {
  const started = performance.now();
  const result = work();
  return [(performance.now() - started) / 1000, result];
}
