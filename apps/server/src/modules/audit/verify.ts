import type { AuditProblem, verifyAudit } from '@fintrack/contract';
import { z } from 'zod';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/index.ts';
import * as repo from './repo.chain.ts';
import { readHead } from './seal.ts';

export interface Verifying {
  /** A read in the tenant: each batch is one, so that none holds a connection or a snapshot for long. */
  readonly read: <Result>(work: (tx: TenantTransaction) => Promise<Result>) => Promise<Result>;
  readonly cursor: string | undefined;
  /** A hash that was written down elsewhere. */
  readonly knownHead: string | undefined;
  /** How long one call may work before it answers with a cursor. */
  readonly budgetMs?: number;
}

type Verification = z.output<typeof verifyAudit.data>;

const ROWS_A_BATCH = 20_000;
const BUDGET_MS = 5000;
const UNSEALED_SHOWN = 10_000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** Where a verification stands: first it goes along the chain, then it looks for rows that are not in it. */
const PLACE = z.object({
  phase: z.enum(['chain', 'strays', 'done']),
  sequence: z.int().min(0),
  id: z.uuid(),
  knownAt: z.int().nullable(),
});
type Place = z.output<typeof PLACE>;

/** Recomputes the tenant's chain from its rows, as far as the budget goes. @throws {AppError} INVALID_CURSOR */
export async function verifyChain(verifying: Verifying): Promise<Verification> {
  const { read, cursor, knownHead, budgetMs = BUDGET_MS } = verifying;
  let place: Place =
    cursor === undefined
      ? { phase: 'chain', sequence: 0, id: FIRST_ID, knownAt: null }
      : decodeCursor(cursor, PLACE);
  const end = performance.now() + budgetMs;
  let problem: AuditProblem | null = null;
  do {
    const step = await read((tx) =>
      place.phase === 'chain' ? followChain(tx, place, knownHead) : lookForStrays(tx, place),
    );
    ({ place, problem } = step);
  } while (problem === null && place.phase !== 'done' && performance.now() < end);
  if (problem === null && place.phase === 'done' && knownHead !== undefined && place.knownAt === null) {
    problem = {
      kind: 'unknown-head',
      sequence: null,
      auditId: null,
      message:
        'The hash that you gave is not in this chain: its end was cut off, or the whole of it was written anew.',
    };
  }
  const { head, unsealedRows } = await read(async (tx) => ({
    head: await readHead(tx),
    unsealedRows: await repo.countUnsealed(tx, UNSEALED_SHOWN),
  }));
  return {
    verifiedRows: place.sequence,
    head,
    unsealedRows,
    problem,
    knownHeadSequence: place.knownAt,
    nextCursor: problem === null && place.phase !== 'done' ? encodeCursor(place) : null,
  };
}

interface Step {
  readonly place: Place;
  readonly problem: AuditProblem | null;
}

async function followChain(tx: TenantTransaction, place: Place, wanted: string | undefined): Promise<Step> {
  const part = await repo.checkPart(tx, { after: place.sequence, limit: ROWS_A_BATCH, wanted });
  const { finding } = part;
  if (finding !== null) {
    return { place: { ...place, sequence: finding.before }, problem: await explain(tx, finding) };
  }
  const reached = { ...place, sequence: part.lastSequence, knownAt: place.knownAt ?? part.wantedAt };
  if (part.rows === ROWS_A_BATCH) return { place: reached, problem: null };
  return { place: { ...reached, phase: 'strays' }, problem: await compareWithHead(tx, part) };
}

/** The rows may agree among themselves, and the newest of them be gone. */
async function compareWithHead(
  tx: TenantTransaction,
  { lastSequence, lastHash }: repo.CheckedPart,
): Promise<AuditProblem | null> {
  const head = await repo.findHead(tx);
  if (head === null || head.sequence < lastSequence) return null;
  if (head.sequence > lastSequence) {
    return removed(lastSequence + 1, head.sequence, null);
  }
  if (lastHash === null || head.hash === lastHash) return null;
  const message = `The seal of place ${lastSequence} does not agree with the row that stands there.`;
  return { kind: 'changed', sequence: lastSequence, auditId: null, message };
}

async function explain(tx: TenantTransaction, finding: repo.ChainFinding): Promise<AuditProblem> {
  const { sequence, auditId, before } = finding;
  if (finding.problem === 'gap') return removed(before + 1, sequence - 1, null);
  if (finding.problem === 'removed') return removed(sequence, sequence, auditId);
  const rightful = await repo.findRightfulRow(tx, finding);
  if (rightful !== null) {
    const message = `At place ${sequence} stands row ${auditId}; row ${rightful.auditId} belongs there, which stands at place ${rightful.sequence}.`;
    return { kind: 'reordered', sequence, auditId, message };
  }
  if (await repo.isPutInBetween(tx, finding)) {
    const message = `Row ${auditId} at place ${sequence} was put in between: the row after it belongs there.`;
    return { kind: 'added', sequence, auditId, message };
  }
  const message = `Row ${auditId} at place ${sequence} is not as it was sealed.`;
  return { kind: 'changed', sequence, auditId, message };
}

function removed(first: number, last: number, auditId: string | null): AuditProblem {
  const row = auditId === null ? '' : `, row ${auditId}`;
  const message =
    first === last
      ? `The row at place ${first}${row} is gone.`
      : `The rows at places ${first} to ${last} are gone.`;
  return { kind: 'removed', sequence: first, auditId, message };
}

async function lookForStrays(tx: TenantTransaction, place: Place): Promise<Step> {
  const { stray, last } = await repo.findStray(tx, { after: place.id, limit: ROWS_A_BATCH });
  if (stray !== null) {
    const message = `Row ${stray} has no place in the chain, although rows written a day after it have one: it was put in later.`;
    return { place, problem: { kind: 'added', sequence: null, auditId: stray, message } };
  }
  return { place: last === null ? { ...place, phase: 'done' } : { ...place, id: last }, problem: null };
}
