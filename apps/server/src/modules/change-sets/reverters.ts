import type { Obstacle } from '@fintrack/contract';
import type { ChangeSetKind, TenantTransaction } from '../../platform/database/index.ts';

/** What is to be undone of a change set. */
export interface RevertRequest {
  readonly changeSetId: string;
  /** Only these of its rows, with what belongs to them; undefined for all. */
  readonly rows?: readonly string[] | undefined;
  /** Undo what can be, and tell the rest. */
  readonly partial?: boolean | undefined;
}

export interface Reverted {
  /** Rows that were put back. */
  readonly rows: number;
  /** Rows that stay, with the reason; only where the request was partial. */
  readonly remaining: readonly Obstacle[];
  /** The change set counts as undone as a whole, whatever rows its entries name. */
  readonly isWhole?: boolean;
}

/**
 * Undoes a change set inside the running one, all or nothing unless the request is partial.
 * @throws {AppError} NOT_REVERTIBLE when later changes stand in the way.
 */
export type Reverter = (tx: TenantTransaction, request: RevertRequest) => Promise<Reverted>;

const reverters = new Map<ChangeSetKind, Reverter>();

/** For a kind whose rows are not one audit entry each: an import undoes itself. Called once, by the wiring. */
export function registerReverter(kind: ChangeSetKind, reverter: Reverter): void {
  reverters.set(kind, reverter);
}

/** The kind's own way; undefined for the usual one, over the audit entries. */
export function reverterOf(kind: ChangeSetKind): Reverter | undefined {
  return reverters.get(kind);
}
