import { toEpochDay } from '../dates/index.ts';
import {
  ASK_SCORE,
  type DuplicateZone,
  type JudgedDuplicate,
  judgeDuplicate,
  SKIP_SCORE,
} from './judge-duplicate.ts';
import { type Pairable, stablePairs } from './stable-pairs.ts';

/** What was decided about a line that an exact step left open, and with which row. */
export interface ChosenDuplicate {
  readonly lineId: string;
  readonly rowId: string;
  readonly zone: Exclude<DuplicateZone, 'add'>;
  readonly score: number;
  readonly reasons: readonly string[];
}

/** A line and a row that were weighed and found alike. */
export interface WeighedPair extends Pairable {
  readonly score: number;
  readonly points: number;
  readonly isSure: boolean;
  readonly hasSameId: boolean;
  readonly daysApart: number;
  readonly reasons: readonly string[];
}

/** Weighs a pair; null where it is not worth a question. Apart from {@link chooseWeighed}, so that many can be weighed bit by bit. */
export function weighPair(pair: JudgedDuplicate): WeighedPair | null {
  const verdict = judgeDuplicate(pair);
  if (verdict === null || verdict.score < ASK_SCORE) return null;
  const { line, row } = pair;
  return {
    left: line.id,
    right: row.id,
    ...verdict,
    hasSameId: line.externalId !== null && line.externalId === row.externalId,
    daysApart: Math.abs(toEpochDay(line.date) - toEpochDay(row.date)),
  };
}

/** So many points behind, another pair fits as well as this one. */
const RIVAL_POINTS = 15;

/**
 * Gives each line at most one row and each row at most one line, the best first. A pair is decided without the user
 * only when it is sure and no other row or line would do as well; as many lines as rows that are all alike contest
 * nothing, because it does not matter which is which.
 */
export function chooseWeighed(pairs: readonly WeighedPair[]): ChosenDuplicate[] {
  const byLine = groupPoints(pairs, ({ left }) => left);
  const byRow = groupPoints(pairs, ({ right }) => right);
  return stablePairs(pairs, betterFirst).map((pair) => {
    const rivals = (all: readonly number[] | undefined) =>
      (all ?? []).filter((points) => points >= pair.points - RIVAL_POINTS).length;
    const isContested = !pair.hasSameId && rivals(byLine.get(pair.left)) !== rivals(byRow.get(pair.right));
    const isSkipped = pair.isSure && pair.score >= SKIP_SCORE && !isContested;
    return {
      lineId: pair.left,
      rowId: pair.right,
      zone: isSkipped ? 'skip' : 'ask',
      score: pair.score,
      reasons: isContested ? [...pair.reasons, 'Other rows would fit, too.'] : pair.reasons,
    };
  });
}

/** By points, then by nearness; what nothing else decides, the order of the file and of the rows does. */
function betterFirst(first: WeighedPair, second: WeighedPair): number {
  return (
    second.points - first.points ||
    first.daysApart - second.daysApart ||
    first.left.length - second.left.length ||
    compareText(first.left, second.left) ||
    compareText(first.right, second.right)
  );
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function groupPoints(
  pairs: readonly WeighedPair[],
  keyOf: (pair: WeighedPair) => string,
): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const pair of pairs) {
    const key = keyOf(pair);
    const points = groups.get(key);
    if (points) points.push(pair.points);
    else groups.set(key, [pair.points]);
  }
  return groups;
}
