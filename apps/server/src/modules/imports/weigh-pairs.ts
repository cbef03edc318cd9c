import {
  type ChosenDuplicate,
  chooseWeighed,
  type IdTrust,
  type JudgedDuplicate,
  type WeighedPair,
  weighPair,
} from '@fintrack/core/matching';
import type { CandidatePair } from './repo.candidates.ts';

/** How far the ids of each account's source are believed. */
export type TrustByAccount = ReadonlyMap<string, IdTrust>;

/** Which lines are, or may be, which rows. */
export function chooseDuplicates(pairs: readonly CandidatePair[], trust: TrustByAccount): ChosenDuplicate[] {
  return chooseWeighed(weighPairs(pairs, trust));
}

/** The pairs that have anything for them. */
export function weighPairs(pairs: readonly CandidatePair[], trust: TrustByAccount): WeighedPair[] {
  return pairs.flatMap((pair) => {
    const found = weighPair(toJudged(pair, trust.get(pair.accountId) ?? 'unknown'));
    return found ? [found] : [];
  });
}

function toJudged(pair: CandidatePair, ids: IdTrust): JudgedDuplicate {
  return {
    ids,
    line: {
      id: String(pair.rowNumber),
      date: pair.lineDate,
      amountMinor: BigInt(pair.lineAmount),
      texts: pair.lineTexts.filter((text) => text !== null),
      isPending: pair.linePending,
      externalId: pair.lineExternalId,
    },
    row: {
      id: pair.rowId,
      date: pair.rowDate,
      amountMinor: BigInt(pair.rowAmount),
      texts: pair.rowTexts.filter((text) => text !== null),
      isPending: pair.rowPending,
      isTyped: pair.rowTyped,
      isTransfer: pair.rowTransfer,
      externalId: pair.rowExternalId,
    },
  };
}
