import type { BadDay } from './bank-days.ts';
import { combinations } from './combinations.ts';
import type { Evidence, Mend, Suspect } from './evidence.ts';
import { missingRows } from './missing-rows.ts';
import { type Draft, openCase, type SearchCase } from './search-case.ts';
import { surplusRows } from './surplus-rows.ts';
import { wrongRows } from './wrong-rows.ts';

/** What a search may cost when nobody says otherwise, in comparisons: some tens of milliseconds. */
export const DEFAULT_STEPS = 300_000;
const MAX_SUSPECTS = 10;
/** From here on one cause is likely enough not to look for two or three at once. */
const SURE = 70;

export interface Detection {
  /** Where bank and books part; null where no file tells a running balance. */
  readonly badDay: BadDay | null;
  /** The likeliest first, ten at most; empty when nothing explains the drift. */
  readonly suspects: readonly Suspect[];
  /** False when the search ran out of steps. */
  readonly isComplete: boolean;
}

/**
 * The likely causes of a drift. Each suspect's mend moves the books by its effect: by the whole drift, or by the step
 * at the first bad day where the files tell it, after which the rest shows by itself. Amounts are minor units.
 * @param steps bounds the search; see {@link StepBudget}. Source: docs/specs/drift.md.
 */
export function findSuspects(evidence: Evidence, steps: number = DEFAULT_STEPS): Detection {
  if (evidence.segment.driftMinor === 0n) return { badDay: null, suspects: [], isComplete: true };
  const search = openCase(evidence, steps);
  const moves = [...missingRows(search), ...surplusRows(search)];
  const targets = new Set(search.targets);
  const singles = [...moves.filter((draft) => targets.has(draft.effectMinor)), ...wrongRows(search)].map(
    (draft) => weigh(search, draft),
  );
  const isSure = singles.some((suspect) => suspect.score >= SURE);
  const suspects = isSure ? singles : [...singles, ...combinations(search, moves)];
  return { badDay: search.badDay, suspects: rank(suspects), isComplete: !search.budget.isSpent };
}

/** A suspect within the days in which bank and books part weighs more, one outside of them less. */
function weigh(search: SearchCase, draft: Draft): Suspect {
  const where = inBadDays(search, draft);
  const points = [
    ...draft.points,
    ...(where === null
      ? []
      : where
        ? [{ score: 18, reason: 'It lies where bank and books part.' }]
        : [{ score: -25, reason: '' }]),
  ];
  const sum = points.reduce((total, point) => total + point.score, draft.base);
  return {
    kind: draft.kind,
    effectMinor: draft.effectMinor,
    score: Math.min(99, Math.max(1, sum)),
    reasons: points.map((point) => point.reason).filter((reason) => reason !== ''),
    items: draft.items,
    mend: draft.mend,
  };
}

function inBadDays({ badDay, evidence }: SearchCase, draft: Draft): boolean | null {
  if (!badDay) return null;
  return draft.date > badDay.lastGoodDay && draft.date <= (badDay.date ?? evidence.segment.until);
}

/** Best first; of two that do the same the better stays. */
function rank(suspects: readonly Suspect[]): Suspect[] {
  const byMend = new Map<string, Suspect>();
  for (const suspect of suspects) {
    const key = mendKey(suspect.mend);
    const known = byMend.get(key);
    if (!known || known.score < suspect.score) byMend.set(key, suspect);
  }
  return [...byMend.values()]
    .toSorted(
      (left, right) => right.score - left.score || (mendKey(left.mend) < mendKey(right.mend) ? -1 : 1),
    )
    .slice(0, MAX_SUSPECTS);
}

/** One text for one mend, whoever proposes it. */
export function mendKey(mend: Mend): string {
  switch (mend.kind) {
    case 'several':
      return mend.mends.map(mendKey).toSorted().join(' + ');
    case 'add_line':
      return `${mend.kind} ${mend.importId} ${mend.rowNumber}`;
    case 'correct_amount':
      return `${mend.kind} ${mend.rowId} ${mend.amountMinor}`;
    case 'move_date':
    case 'add_like':
      return `${mend.kind} ${mend.rowId} ${mend.date}`;
    default:
      return `${mend.kind} ${mend.rowId}`;
  }
}
