import { type IdTrust, trustIds } from '@fintrack/core/matching';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { markBooks } from './repo.books-mark.ts';
import * as candidates from './repo.candidates.ts';
import * as compare from './repo.compare.ts';
import { matchOwnRows } from './repo.own.ts';
import { type PlanTarget, planRows, saveUnplanned } from './repo.plan.ts';
import type { ComparedState } from './repo.stored.ts';
import { chooseInThread } from './weigh-in-thread.ts';

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
 * import bears. Answers what this file has shown of its sources' ids, and what a later word on one row builds on.
 */
export async function compareImport(tx: TenantTransaction, comparison: Comparison): Promise<ComparedImport> {
  const { importId, targets } = comparison;
  if (comparison.matcherVersion === 'v1') {
    await planRows(tx, importId, { targets, exceptImportId: comparison.isReplay ? importId : null });
    return { idCounts: [], compared: null };
  }
  // Before anything is read: what is committed meanwhile is a change since.
  const books = await markBooks(tx);
  const collected = await compare.collectLines(tx, comparison);
  if (collected.hasRows) await matchOwnRows(tx, importId);
  const found = await compare.matchByContent(tx, { importId, collected });
  const trust = judgeIds(found, comparison.idCounts);
  const renumbered = [...trust].filter(([, ids]) => ids === 'renumbered').map(([accountId]) => accountId);
  if (collected.identities > 0) await compare.matchByIdAlone(tx, renumbered);
  const pairs = collected.hasRows ? await candidates.findCandidates(tx, comparison) : [];
  await candidates.saveChosen(tx, await chooseInThread(pairs, trust));
  await compare.saveFates(tx, comparison);
  await saveUnplanned(tx, importId, targets);
  const spans = await compare.findSpans(tx);
  const accounts = found.map((counts) => {
    const span = spans.find(({ accountId }) => accountId === counts.accountId);
    return { ...counts, first: span?.first ?? null, last: span?.last ?? null };
  });
  return { idCounts: found, compared: { accounts, isCut: pairs.length >= candidates.PAIRS, books } };
}

/**
 * True while nothing in the books has changed since a draft was compared: its rows would come out as they are. Decisions
 * on rows are compared when they are made.
 */
export async function isStillCompared(
  tx: TenantTransaction,
  compared: ComparedState | null,
): Promise<boolean> {
  const books = compared?.books;
  if (books === undefined) return false;
  return (await markBooks(tx, books.since)).changes === books.changes;
}

export interface ComparedImport {
  readonly idCounts: readonly compare.AccountIdCounts[];
  /** Null where nothing can be built on it: the first version of the rule does not weigh. */
  readonly compared: ComparedState | null;
}

/** What the ids of each account's source are worth, by this file and earlier ones. */
export function judgeIds(
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
