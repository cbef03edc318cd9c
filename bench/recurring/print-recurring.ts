import { measureHandwritten } from './handwritten.ts';
import { type KindFigures, measureRecurring } from './measure-recurring.ts';

/** Cases of each kind; with another seed than the one that the weights were tried on. */
const CASES_OF_A_KIND = 100;
const SEED = 20_260_620;

/** Finds series in made-up books whose truth is known, and prints how well. Needs no server and no database. */
export function printRecurring(): void {
  const figures = measureRecurring(CASES_OF_A_KIND, SEED);
  const written = measureHandwritten();
  console.log(`\n### Recurring series\n`);
  console.log('| kind | series | found | recall | wrong proposals | precision |');
  console.log('| --- | ---: | ---: | ---: | ---: | ---: |');
  for (const kind of figures.kinds) console.log(lineOf(kind));
  console.log(
    `\nAll of it: precision ${share(figures.precision)}, recall ${share(figures.recall)}; ${figures.rows} rows in ${figures.seconds.toFixed(1)} s.`,
  );
  const right = written.cases - written.wrong.length;
  const missed = written.wrong.length === 0 ? '' : ` (not: ${written.wrong.join('; ')})`;
  console.log(`Cases written by hand: ${right} of ${written.cases} right${missed}.`);
}

function lineOf({ name, isSeries, cases, series, found, wrong }: KindFigures): string {
  if (!isSeries) {
    const quiet = share(1 - wrong / cases);
    return `| not: ${name} | 0 of ${cases} | | | ${wrong} | left alone ${quiet} |`;
  }
  return `| ${name} | ${series} | ${found} | ${share(found / series)} | ${wrong} | ${share(found / (found + wrong))} |`;
}

function share(part: number): string {
  return part.toFixed(3);
}
