import type { CompiledRules } from '@fintrack/core/rules';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { findOrCreatePayee, findPayeeFacts, type KnownPayee } from '../payees/index.ts';
import { findPrepared } from '../rules/index.ts';
import { findTagNames, writeTags } from '../tags/index.ts';
import { findHanging, findRefundedMinor } from './repo.refunds.ts';
import * as repo from './repo.ts';

/**
 * What the rules of a row ask of the books around it. One row asks the database; a bulk action has read the answers for
 * all its rows at once. The rules are the same code for both, so that they cannot disagree.
 */
export interface LedgerFacts {
  readonly tenantId: string;
  readonly changeSetId: string;
  /** A live row as it is stored; in a bulk action as the rows before left it. */
  readonly findRow: (id: string) => Promise<repo.StoredTransaction | undefined>;
  readonly findAccount: (id: string) => Promise<repo.AccountFacts | undefined>;
  readonly findCategoryKind: (id: string) => Promise<'income' | 'expense' | undefined>;
  readonly findPayee: (id: string) => Promise<KnownPayee | undefined>;
  /** The payee of a name, made when it is new. */
  readonly payeeNamed: (name: string) => Promise<KnownPayee>;
  /** Tags as the row is to keep them: each once, spelled as the tag is. */
  readonly tagsNamed: (names: readonly string[]) => Promise<string[]>;
  /** Minor units of a purchase that came back so far, leaving one refund out; holds the purchase. */
  readonly refundedMinor: (purchaseId: string, exceptId: string | null) => Promise<bigint>;
  /** The tenant's active rules as an account's `rulesMark` names them; null when it has none. */
  readonly rules: (mark: string | null) => Promise<CompiledRules | null>;
  /** The live fees of transfer legs, and the live refunds of purchases. */
  readonly findHanging: (ids: readonly string[]) => Promise<repo.StoredTransaction[]>;
}

/** The facts as the database has them now. */
export function databaseFacts(tx: TenantTransaction): LedgerFacts {
  return {
    tenantId: tx.tenantId,
    get changeSetId() {
      return tx.changeSetId;
    },
    findRow: (id) => repo.findStored(tx, id),
    findAccount: (id) => repo.findAccount(tx, id),
    findCategoryKind: (id) => repo.findCategoryKind(tx, id),
    findPayee: (id) => findPayeeFacts(tx, id),
    payeeNamed: (name) => findOrCreatePayee(tx, name),
    tagsNamed: async (names) => writeTags(names, await findTagNames(tx, names)),
    rules: async (mark) => (mark === null ? null : findPrepared(tx, mark)),
    refundedMinor: (purchaseId, exceptId) => findRefundedMinor(tx, purchaseId, exceptId),
    findHanging: (ids) => findHanging(tx, ids),
  };
}
