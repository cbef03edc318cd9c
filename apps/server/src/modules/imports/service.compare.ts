import { setImmediate } from 'node:timers/promises';
import {
  chooseWeighed,
  type IdTrust,
  type JudgedDuplicate,
  trustIds,
  type WeighedPair,
  weighPair,
} from '@fintrack/core/matching';
import type { TenantTransaction } from '../../platform/database/index.ts';
import * as candidates from './repo.candidates.ts';
import * as compare from './repo.compare.ts';
import { matchOwnRows } from './repo.own.ts';
import { type PlanTarget, planRows, saveUnplanned } from './repo.plan.ts';

/** How the rows of an import are to be compared. */
export interface Comparison {
  readonly importId: string;
  readonly matcherVersion: 'v1' | 'v2';
  readonly targets: readonly PlanTarget[];
  /** What earlier files of the same sources have shown of their ids. */
  readonly idCounts: readonly compare.AccountIdCounts[];
  /** What is still asked is added: the rows are about to be booked. */
  readonly isBooking: boolean;
  /** The import is read anew: what it has booked itself is not compared with. */
  readonly isReplay: boolean;
}

/**
 * Says of every readable row of an import whether its account has it already, by the version of the rule that the
 * import bears. Answers what this file has shown of its sources' ids.
 */
export async function compareImport(
  tx: TenantTransaction,
  comparison: Comparison,
): Promise<compare.AccountIdCounts[]> {
  const { importId, targets } = comparison;
  if (comparison.matcherVersion === 'v1') {
    await planRows(tx, importId, { targets, exceptImportId: comparison.isReplay ? importId : null });
    return [];
  }
  await compare.collectLines(tx, comparison);
  await matchOwnRows(tx, importId);
  const found = await compare.matchByContent(tx, importId);
  const trust = judgeIds(found, comparison.idCounts);
  const renumbered = [...trust].filter(([, ids]) => ids === 'renumbered').map(([accountId]) => accountId);
  await compare.matchByIdAlone(tx, renumbered);
  const pairs = await candidates.findCandidates(tx, comparison);
  await candidates.saveChosen(tx, chooseWeighed(await weigh(pairs, trust)));
  await compare.saveFates(tx, comparison);
  await saveUnplanned(tx, importId, targets);
  return found;
}

function judgeIds(
  found: readonly compare.AccountIdCounts[],
  before: readonly compare.AccountIdCounts[],
): ReadonlyMap<string, IdTrust> {
  return new Map(
    found.map(({ accountId, ...counts }) => {
      const earlier = before.filter((each) => each.accountId === accountId);
      return [
        accountId,
        trustIds({
          agreed: earlier.reduce((sum, { agreed }) => sum + agreed, counts.agreed),
          differed: earlier.reduce((sum, { differed }) => sum + differed, counts.differed),
        }),
      ];
    }),
  );
}

/** So many pairs are weighed before others have their turn. */
const TURN = 250;

async function weigh(
  pairs: readonly candidates.CandidatePair[],
  trust: ReadonlyMap<string, IdTrust>,
): Promise<WeighedPair[]> {
  const weighed: WeighedPair[] = [];
  for (const [index, pair] of pairs.entries()) {
    if (index % TURN === TURN - 1) await setImmediate();
    const found = weighPair(toJudged(pair, trust.get(pair.accountId) ?? 'unknown'));
    if (found) weighed.push(found);
  }
  return weighed;
}

function toJudged(pair: candidates.CandidatePair, ids: IdTrust): JudgedDuplicate {
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
