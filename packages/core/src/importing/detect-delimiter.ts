/** Characters that part the cells of a file. */
export const DELIMITERS = [',', ';', '\t', '|'] as const;

/** One of {@link DELIMITERS}. */
export type Delimiter = (typeof DELIMITERS)[number];

/** The delimiter of a file, with a reason for the user. */
export interface DelimiterGuess {
  readonly delimiter: Delimiter;
  readonly confidence: number;
  readonly evidence: string;
}

const NAMES: Readonly<Record<Delimiter, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
};
const SAMPLE_CHARACTERS = 200_000;
const SAMPLE_LINES = 300;

/** Finds the delimiter of a decoded text sample: the one that stands equally often in most lines, quotes respected. */
export function detectDelimiter(textSample: string): DelimiterGuess {
  const text = textSample.slice(0, SAMPLE_CHARACTERS).replace(/^\uFEFF/, '');
  const declared = /^"?sep=([,;|\t])"?\r?\n/i.exec(text)?.[1];
  const named = DELIMITERS.find((delimiter) => delimiter === declared);
  if (named !== undefined)
    return { delimiter: named, confidence: 1, evidence: 'The first line names the delimiter.' };
  const scores = DELIMITERS.map((delimiter) => ({ delimiter, ...score(countPerLine(text, delimiter)) }));
  const best = scores.reduce((left, right) => (right.score > left.score ? right : left));
  if (best.score === 0) {
    return {
      delimiter: ',',
      confidence: 0,
      evidence: 'No line is parted by commas, semicolons, tabs or bars.',
    };
  }
  return {
    delimiter: best.delimiter,
    confidence: best.agreeing / best.lines,
    evidence: `${best.agreeing} of ${best.lines} lines have ${best.count + 1} cells parted by ${NAMES[best.delimiter]}.`,
  };
}

function countPerLine(text: string, delimiter: Delimiter): number[] {
  const counts: number[] = [];
  let count = 0;
  let filled = false;
  let quoted = false;
  let cellStart = true;
  for (const character of text) {
    if (quoted) {
      // A doubled quote closes and opens again, which comes to the same.
      if (character === '"') quoted = false;
      continue;
    }
    if (character === '\n' || character === '\r') {
      if (filled) counts.push(count);
      if (counts.length >= SAMPLE_LINES) return counts;
      count = 0;
      filled = false;
      cellStart = true;
    } else if (character === '"' && (cellStart || !filled)) {
      quoted = true;
      filled = true;
      cellStart = false;
    } else {
      filled = true;
      cellStart = character === delimiter;
      if (cellStart) count += 1;
    }
  }
  if (filled) counts.push(count);
  return counts;
}

function score(counts: readonly number[]): { score: number; agreeing: number; lines: number; count: number } {
  const tally = new Map<number, number>();
  for (const count of counts) if (count > 0) tally.set(count, (tally.get(count) ?? 0) + 1);
  let best = { score: 0, agreeing: 0, lines: counts.length, count: 0 };
  for (const [count, agreeing] of tally) {
    // Most lines first; among equals the finer cut, but never so that a rarer fine cut beats a regular coarse one.
    const value = (agreeing / counts.length) ** 2 * (1 + Math.min(count, 20) / 10);
    if (value > best.score) best = { score: value, agreeing, lines: counts.length, count };
  }
  return best;
}
