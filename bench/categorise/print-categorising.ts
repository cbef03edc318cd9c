import type { Evaluation } from './evaluate.ts';
import { measureCategoriserSpeed, measureCategorising } from './measure-categorising.ts';

/** Measures the categoriser on the labelled sets of a folder, or on made-up rows, and prints it as Markdown. */
export async function printCategorising(folder: string): Promise<void> {
  const evaluations = await measureCategorising(folder === '' ? null : folder);
  const head =
    'set, split, labels, asked, accuracy, coverage, committed accuracy, calibration error, majority, nearest';
  print(head.split(', '), evaluations.map(toCells));
  const { rows, trainSeconds, predictedPerSecond, modelBytes } = measureCategoriserSpeed();
  print(
    ['rows', 'trained in', 'categorised', 'model'],
    [
      [
        whole(rows),
        `${trainSeconds.toFixed(1)} s`,
        `${whole(predictedPerSecond)} rows/s`,
        `${whole(modelBytes / 1024)} KiB`,
      ],
    ],
  );
}

function toCells(one: Evaluation): string[] {
  return [
    one.set,
    one.split,
    whole(one.labels),
    whole(one.asked),
    percent(one.accuracy),
    percent(one.coverage),
    one.committedAccuracy === null ? 'none' : percent(one.committedAccuracy),
    percent(one.calibrationError),
    percent(one.majority),
    percent(one.nearest),
  ];
}

function print(head: readonly string[], lines: readonly (readonly string[])[]): void {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  console.log(`\n${[row(head), row(head.map(() => '---:')), ...lines.map(row)].join('\n')}`);
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}
