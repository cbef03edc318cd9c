import type * as contract from '@fintrack/contract';
import { findSuspects } from '@fintrack/core/drift';
import { formatMinor, parseCurrency } from '@fintrack/core/money';
import type { z } from 'zod';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { findTotalDifferences, type LoadedLedger, loadLedgers } from '../accounts/index.ts';
import { type BadSegment, gatherEvidence } from './gather.ts';
import { presentDrift, type Searched } from './present.ts';
import { withinTime } from './repo.evidence.ts';
import { badSegments } from './segments.ts';

/** Segments whose suspects one answer searches; the others are listed. */
const MAX_SEARCHED = 20;
const SEARCH_TIMEOUT_MS = 3000;

/** Every time between anchors that does not add up, with its suspects; on request all derived totals. */
export async function validateBalances(
  tx: TenantTransaction,
  query: z.output<typeof contract.validateBalances.query>,
  now: Date,
): Promise<z.output<typeof contract.validateBalances.data>> {
  const all = await loadLedgers(tx, []);
  const ledgers = all.filter(
    ({ account }) => query.accountId === undefined || account.id === query.accountId,
  );
  if (query.accountId !== undefined && ledgers.length === 0) refuse('NOT_FOUND', 'There is no such account.');
  const drifts: contract.Drift[] = [];
  for (const loaded of ledgers) {
    for (const segment of badSegments(loaded)) {
      const isSearched = query.suspects !== false && drifts.length < MAX_SEARCHED;
      const searched = isSearched ? await searchSegment(tx, segment) : null;
      drifts.push(presentDrift(segment, loaded.account.name, searched));
    }
  }
  const differences = query.totals ? await listDifferences(tx, query.accountId) : null;
  return {
    checkedAt: now.toISOString(),
    totalsAgree: differences && differences.length === 0,
    differences: differences ?? [],
    accounts: ledgers.filter(({ ledger }) => ledger.anchors.length > 0).map(presentChecked),
    drifts,
  };
}

/** The search over what the database gives within its time; without it nothing was found, and it says so. */
export async function searchSegment(tx: TenantTransaction, segment: BadSegment): Promise<Searched> {
  const gathered = await withinTime(tx, SEARCH_TIMEOUT_MS, () => gatherEvidence(tx, segment));
  if (!gathered) {
    return {
      detection: { badDay: null, suspects: [], isComplete: false },
      facts: new Map(),
      isComplete: false,
    };
  }
  const detection = findSuspects(gathered.evidence);
  return {
    detection,
    facts: gathered.facts,
    isComplete: detection.isComplete && gathered.hasAllRows,
  };
}

function presentChecked({ account, ledger }: LoadedLedger) {
  return {
    id: account.id,
    name: account.name,
    anchorCount: ledger.anchors.length,
    driftCount: badSegments({ account, ledger }).length,
  };
}

async function listDifferences(tx: TenantTransaction, accountId: string | undefined) {
  const [differences, tenant] = await Promise.all([findTotalDifferences(tx), tx.entered]);
  return differences
    .filter((difference) => accountId === undefined || difference.accountId === accountId)
    .map((difference) => {
      const currency = parseCurrency(difference.currency ?? tenant.currency);
      return {
        total: difference.total,
        accountId: difference.accountId,
        categoryId: difference.categoryId,
        period: difference.period,
        stored: formatMinor(difference.storedMinor, currency),
        actual: formatMinor(difference.actualMinor, currency),
      };
    });
}
