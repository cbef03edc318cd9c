import type { ChangeSetKind, TenantTransaction } from '../../platform/database/index.ts';

/**
 * Undoes a whole change set inside the running change set, all or nothing, and answers how many rows it put back.
 * @throws {AppError} NOT_REVERTIBLE when later changes stand in the way.
 */
export type Reverter = (tx: TenantTransaction, changeSetId: string) => Promise<number>;

const reverters = new Map<ChangeSetKind, Reverter>();

/** For a kind whose rows are not one audit entry each: an import undoes itself. Called once, by the wiring. */
export function registerReverter(kind: ChangeSetKind, reverter: Reverter): void {
  reverters.set(kind, reverter);
}

/** The kind's own way; undefined for the usual one, over the audit entries. */
export function reverterOf(kind: ChangeSetKind): Reverter | undefined {
  return reverters.get(kind);
}
