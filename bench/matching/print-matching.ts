import { type MatchingFigures, measureMatching, type PairSet } from './measure-matching.ts';

const NAMES: Readonly<Record<PairSet, string>> = {
  written: 'labelled by hand',
  heldOut: 'labelled by hand, held out until the second version of the weights',
  fresh: 'labelled by hand, written before the second version was measured',
  learnt: 'labelled by hand, how banks of many countries write',
  made: 'made from merchants and styles of banks',
  unseen: 'labelled by hand by somebody who has not seen the rule',
};
const ORDER: readonly PairSet[] = ['written', 'heldOut', 'fresh', 'learnt', 'made', 'unseen'];
const HEAD = [
  'pairs',
  '',
  'automatic: precision',
  'recall',
  'with questions: precision',
  'recall',
  'precision, doubtful ones aside',
  'new without asking: right',
  'asked',
];

/** Prints how good the comparing of files with accounts is, and every pair that came out otherwise than labelled. */
export function printMatching(): void {
  const found = measureMatching();
  const lines = ORDER.map((key) => lineOf(NAMES[key], found[key]));
  console.log(`\n| ${HEAD.join(' | ')} |\n|${HEAD.map(() => ' ---: ').join('|')}|\n${lines.join('\n')}\n`);
  for (const { text, outcome } of ORDER.flatMap((key) => found[key].missed)) {
    console.log(`${outcome}: ${text}`);
  }
}

function lineOf(name: string, figures: MatchingFigures): string {
  const { pairs, automatic, raised, justified, newPrecision, asked } = figures;
  const share = (value: number): string => `${(100 * value).toFixed(1)} %`;
  const cells = [
    automatic.precision,
    automatic.recall,
    raised.precision,
    raised.recall,
    justified,
    newPrecision,
    asked,
  ].map(share);
  return `| ${[pairs.toLocaleString('en-US'), name, ...cells].join(' | ')} |`;
}
