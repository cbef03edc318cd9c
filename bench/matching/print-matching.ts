import { type MatchingFigures, measureMatching } from './measure-matching.ts';

const NAMES = {
  written: 'labelled by hand',
  heldOut: 'labelled by hand, not looked at while the rule was made',
  made: 'made from merchants and styles of banks',
} as const;

/** Prints how good the comparing of files with accounts is, and every pair that came out otherwise than labelled. */
export function printMatching(): void {
  const found = measureMatching();
  const lines = (['written', 'heldOut', 'made'] as const).map((key) => lineOf(NAMES[key], found[key]));
  const head = ['pairs', '', 'automatic: precision', 'recall', 'with questions: precision', 'recall'];
  console.log(`\n| ${head.join(' | ')} |\n|${head.map(() => ' ---: ').join('|')}|\n${lines.join('\n')}\n`);
  for (const { text, outcome } of [found.written, found.heldOut, found.made].flatMap(
    ({ missed }) => missed,
  )) {
    console.log(`${outcome}: ${text}`);
  }
}

function lineOf(name: string, { pairs, automatic, raised }: MatchingFigures): string {
  const share = (value: number): string => `${(100 * value).toFixed(1)} %`;
  const cells = [automatic.precision, automatic.recall, raised.precision, raised.recall].map(share);
  return `| ${[pairs.toLocaleString('en-US'), name, ...cells].join(' | ')} |`;
}
