import { type IdCounts, type IdTrust, trustIds } from './id-trust.ts';
import { fingerprintCore } from './row-fingerprint.ts';
import { type MatchableRow, trustworthyExternalIds, usableId } from './trustworthy-external-ids.ts';

/** A row that was imported into the account before, also one that the user has deleted since. */
export interface ImportedRow extends MatchableRow {
  readonly id: string;
  readonly deleted: boolean;
  /** Looked at by the second version of the rule alone. */
  readonly isPending?: boolean;
}

/** A line of a file, of which the second version of the rule also knows whether it is pending. */
type IncomingLine = MatchableRow & { readonly isPending?: boolean };

/** What will happen to an incoming row, and why, as a text for the user. */
export type RowFate =
  | { readonly fate: 'new'; readonly reason: string }
  | { readonly fate: 'duplicate' | 'deleted'; readonly existingId: string; readonly reason: string };

/** How an incoming row was found to be one that is here already. */
type Match = 'idAndContent' | 'content' | 'idAlone';

interface Pairing {
  readonly incoming: readonly IncomingLine[];
  readonly trusted: ReadonlySet<string>;
  /** Existing rows not yet paired, in the order in which they are chosen. */
  readonly left: Set<ImportedRow>;
  readonly fates: (RowFate | null)[];
  readonly seen: { agreed: number; differed: number };
}

/**
 * Decides for each row of a file whether the account has it already. Every existing row answers for one incoming row
 * at most, so two coffees are two rows, and a file with three leaves three. See docs/specs/import-matching.md, which
 * the set-based statement in the server follows too.
 * @param incoming rows of one account in file order; @param existing all rows imported into it, deleted ones included.
 * @returns one fate per incoming row, in the same order.
 */
export function planImport(incoming: readonly MatchableRow[], existing: readonly ImportedRow[]): RowFate[] {
  return pairExactly(incoming, existing, null).fates.map(
    (fate) => fate ?? { fate: 'new', reason: 'No row with this date, amount and text is here yet.' },
  );
}

/** What the exact steps found. */
export interface ExactPairing {
  /** One an incoming row; null where no step found a partner. */
  readonly fates: readonly (RowFate | null)[];
  /** Of the incoming rows, the ids that identify one. */
  readonly trusted: ReadonlySet<string>;
  /** How often id and content said the same, and how often not, this file included. */
  readonly counts: IdCounts;
  readonly ids: IdTrust;
}

/**
 * The exact steps alone. `before`: what earlier files of the source have shown of its ids; where they are renumbered,
 * the step by id alone is left out. Null for the first version of the rule, which takes that step always.
 */
export function pairExactly(
  incoming: readonly IncomingLine[],
  existing: readonly ImportedRow[],
  before: IdCounts | null,
): ExactPairing {
  const pairing: Pairing = {
    incoming,
    trusted: trustworthyExternalIds(incoming),
    left: new Set([...existing].sort(liveThenOldest)),
    fates: incoming.map(() => null),
    seen: { agreed: before?.agreed ?? 0, differed: before?.differed ?? 0 },
  };
  pairBy(pairing, 'idAndContent', (row) => {
    const id = trustedId(pairing, row);
    return id === null ? null : `${id}\u0000${row.fingerprint}`;
  });
  if (before !== null) pairBy(pairing, 'content', statusKey);
  pairBy(pairing, 'content', (row) => row.fingerprint);
  const ids = trustIds(pairing.seen);
  if (before === null || ids !== 'renumbered') pairByIdAlone(pairing, existing);
  return { fates: pairing.fates, trusted: pairing.trusted, counts: pairing.seen, ids };
}

/** Of two that are alike but for it, the posted line is the posted row, and the pending one is left for its posting. */
function statusKey({
  fingerprint,
  isPending,
  deleted,
}: IncomingLine & { readonly deleted?: boolean }): string | null {
  return deleted === true ? null : `${isPending === true}\u0000${fingerprint}`;
}

/** Live rows before deleted ones, then by id (UUIDv7: the oldest first), so that the choice does not depend on luck. */
function liveThenOldest(left: ImportedRow, right: ImportedRow): number {
  return (
    Number(left.deleted) - Number(right.deleted) || (left.id < right.id ? -1 : left.id > right.id ? 1 : 0)
  );
}

/** Pairs the k-th open incoming row of each key with the k-th open existing row of that key. */
function pairBy(pairing: Pairing, match: Match, keyOf: (row: IncomingLine) => string | null): void {
  const byKey = groupBy([...pairing.left].reverse(), keyOf);
  for (const [index, row] of pairing.incoming.entries()) {
    if (pairing.fates[index]) continue;
    const key = keyOf(row);
    const found = key === null ? undefined : byKey.get(key)?.pop();
    if (found) pair(pairing, { index, found, match });
  }
}

/**
 * The bank changed the text of a row and kept its id. Taken only where content says nothing about either row: the
 * new text is once in the file and nowhere in the account, the old text nowhere in the file, the id once in the
 * account, date and amount equal. Then this step cannot take a partner away from the content step, so that importing
 * a file twice stays importing it once.
 */
function pairByIdAlone(pairing: Pairing, existing: readonly ImportedRow[]): void {
  const inFile = groupBy(pairing.incoming, (row) => row.fingerprint);
  const inAccount = new Set(existing.map((row) => row.fingerprint));
  const byId = groupBy(existing, (row) => trustedId(pairing, row));
  for (const [index, row] of pairing.incoming.entries()) {
    const id = trustedId(pairing, row);
    if (pairing.fates[index] || id === null) continue;
    const [found, another] = byId.get(id) ?? [];
    if (!found || another || inAccount.has(row.fingerprint) || inFile.has(found.fingerprint)) continue;
    if (inFile.get(row.fingerprint)?.length !== 1) continue;
    if (fingerprintCore(found.fingerprint) !== fingerprintCore(row.fingerprint)) continue;
    pair(pairing, { index, found, match: 'idAlone' });
  }
}

function pair(
  pairing: Pairing,
  { index, found, match }: { index: number; found: ImportedRow; match: Match },
): void {
  pairing.left.delete(found);
  const row = pairing.incoming[index];
  const [id, other] = [row ? trustedId(pairing, row) : null, usableId(found.externalId)];
  if (match === 'idAndContent') pairing.seen.agreed += 1;
  if (match === 'content' && id !== null && other !== null && id !== other) pairing.seen.differed += 1;
  pairing.fates[index] = {
    fate: found.deleted ? 'deleted' : 'duplicate',
    existingId: found.id,
    reason: found.deleted ? `You deleted this row before. ${REASONS[match]}` : REASONS[match],
  };
}

function trustedId(pairing: Pairing, row: MatchableRow): string | null {
  const id = usableId(row.externalId);
  return id !== null && pairing.trusted.has(id) ? id : null;
}

function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string | null): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

const REASONS: Readonly<Record<Match, string>> = {
  idAndContent: "The bank's id, date, amount and text are the same as those of a row that is here.",
  content: 'Date, amount and text are the same as those of a row that is here.',
  idAlone:
    "The bank's id, date and amount are the same as those of a row that is here; only the text has changed.",
};
