import { HELD_OUT_PAIRS } from './held-out-pairs.ts';
import { LABELLED_PAIRS } from './labelled-pairs.ts';
import { type Outcome, playScene, readScenes, type Scene } from './scene.ts';
import { varyPairs } from './vary-pairs.ts';

/** How good a zone is: of what it holds the share that belongs there, and of what belongs there the share it holds. */
interface ZoneFigures {
  readonly precision: number;
  readonly recall: number;
}

export interface MatchingFigures {
  readonly pairs: number;
  /** Taken without asking; what belongs there are the pairs that are certain. */
  readonly automatic: ZoneFigures;
  /** Taken or asked about; what belongs there are all pairs that are the same. */
  readonly raised: ZoneFigures;
  /** Pairs that came out otherwise than they were labelled. */
  readonly missed: readonly { readonly text: string; readonly outcome: Outcome }[];
}

/** Pairs that were labelled by hand, those that the rule was not made by, and those that were made with a known truth. */
export function measureMatching(): Readonly<Record<'written' | 'heldOut' | 'made', MatchingFigures>> {
  return {
    written: judgeScenes(readScenes(LABELLED_PAIRS)),
    heldOut: judgeScenes(readScenes(HELD_OUT_PAIRS)),
    made: judgeScenes(readScenes(varyPairs())),
  };
}

/** A pair that is the same and was taken for another row counts as wrong in both zones. */
function judgeScenes(scenes: readonly Scene[]): MatchingFigures {
  const played = scenes.map((scene) => ({ ...scene, outcome: playScene(scene) }));
  const taken = played.filter(({ outcome }) => outcome === 'taken' || outcome === 'wrong');
  const raised = played.filter(({ outcome }) => outcome !== 'own');
  const certain = played.filter(({ label }) => label === 'certain');
  const same = played.filter(({ label }) => label !== 'different');
  const isRight = ({ label, outcome }: (typeof played)[number]) =>
    label !== 'different' && outcome !== 'wrong';
  return {
    pairs: played.length,
    automatic: {
      precision: share(taken.filter(isRight).length, taken.length),
      recall: share(certain.filter(({ outcome }) => outcome === 'taken').length, certain.length),
    },
    raised: {
      precision: share(raised.filter(isRight).length, raised.length),
      recall: share(
        same.filter(({ outcome }) => outcome === 'taken' || outcome === 'asked').length,
        same.length,
      ),
    },
    missed: played
      .filter(({ label, outcome }) => EXPECTED[label] !== outcome)
      .map(({ text, outcome }) => ({ text, outcome })),
  };
}

const EXPECTED: Readonly<Record<Scene['label'], Outcome>> = {
  certain: 'taken',
  likely: 'asked',
  different: 'own',
};

const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);
