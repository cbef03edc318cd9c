import { FRESH_PAIRS } from './fresh-pairs.ts';
import { HELD_OUT_PAIRS } from './held-out-pairs.ts';
import { LABELLED_PAIRS } from './labelled-pairs.ts';
import { LEARNT_PAIRS } from './learnt-pairs.ts';
import { type Outcome, playScene, readScenes, type Scene } from './scene.ts';
import { UNSEEN_PAIRS } from './unseen-pairs.ts';
import { varyPairs } from './vary-pairs.ts';

/** How good a zone is: of what it holds the share that belongs there, and of what belongs there the share it holds. */
interface ZoneFigures {
  readonly precision: number;
  readonly recall: number;
}

export interface MatchingFigures {
  readonly pairs: number;
  /**
   * Decided without the user. Precision: of the lines that were taken for a row, those that are that row. Recall: of
   * the pairs that nobody has to be asked about, those that were taken.
   */
  readonly automatic: ZoneFigures;
  /** The same with every question counted as if it were a match: a question in vain costs precision. */
  readonly raised: ZoneFigures;
  /** Of all that was taken or asked, the share where that was right: also a question that only the user can answer. */
  readonly justified: number;
  /** Of the lines that were booked as new without a question, the share that are new. */
  readonly newPrecision: number;
  /** The share of all lines that the user is asked about. */
  readonly asked: number;
  /** Pairs that came out otherwise than they were labelled. */
  readonly missed: readonly { readonly text: string; readonly outcome: Outcome }[];
}

export type PairSet = 'written' | 'heldOut' | 'fresh' | 'learnt' | 'made' | 'unseen';

/** Pairs that were labelled by hand, and those that were made with a known truth. */
export function measureMatching(): Readonly<Record<PairSet, MatchingFigures>> {
  return {
    written: judgeScenes(readScenes(LABELLED_PAIRS)),
    heldOut: judgeScenes(readScenes(HELD_OUT_PAIRS)),
    fresh: judgeScenes(readScenes(FRESH_PAIRS)),
    learnt: judgeScenes(readScenes(LEARNT_PAIRS)),
    made: judgeScenes(readScenes(varyPairs())),
    unseen: judgeScenes(readScenes(UNSEEN_PAIRS)),
  };
}

type Played = Scene & { readonly outcome: Outcome };

/** A question is no error by itself: the user decides. It counts as a match where questions are counted. */
function judgeScenes(scenes: readonly Scene[]): MatchingFigures {
  const played = scenes.map((scene): Played => ({ ...scene, outcome: playScene(scene) }));
  const of = (...outcomes: readonly Outcome[]): readonly Played[] =>
    played.filter(({ outcome }) => outcomes.includes(outcome));
  const taken = of('taken', 'wrong');
  const questions = of('asked', 'askedOther');
  const own = of('own');
  const certain = played.filter(({ label }) => label === 'certain');
  const same = played.filter(isSame);
  const right = (all: readonly Played[]): number =>
    all.filter((each) => isSame(each) && (each.outcome === 'taken' || each.outcome === 'asked')).length;
  return {
    pairs: played.length,
    automatic: {
      precision: share(right(taken), taken.length),
      recall: share(certain.filter(({ outcome }) => outcome === 'taken').length, certain.length),
    },
    raised: {
      precision: share(right([...taken, ...questions]), taken.length + questions.length),
      recall: share(right(same), same.length),
    },
    justified: share(
      right([...taken, ...questions]) + questions.filter(({ label }) => label === 'doubtful').length,
      taken.length + questions.length,
    ),
    newPrecision: share(own.filter((each) => !isSame(each)).length, own.length),
    asked: share(questions.length, played.length),
    missed: played
      .filter(({ label, outcome }) => EXPECTED[label] !== outcome)
      .map(({ text, outcome }) => ({ text, outcome })),
  };
}

function isSame({ label }: Pick<Scene, 'label'>): boolean {
  return label === 'certain' || label === 'likely';
}

const EXPECTED: Readonly<Record<Scene['label'], Outcome>> = {
  certain: 'taken',
  likely: 'asked',
  doubtful: 'asked',
  different: 'own',
};

const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);
