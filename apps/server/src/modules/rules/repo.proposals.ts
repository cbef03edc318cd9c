import type { CalendarDate } from '@fintrack/core/dates';
import type { Correction } from '@fintrack/core/rules';
import { isNull } from 'drizzle-orm';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { ruleProposalAnswers } from './tables.ts';

/** A category that a person gave a row, which it still has. */
export interface StoredCorrection extends Correction {
  readonly date: CalendarDate;
  readonly description: string;
}

/** Corrections that are looked at, newest first. */
const LOOKED_AT = 2000;

export async function findCorrections(tx: TenantTransaction): Promise<StoredCorrection[]> {
  const result = await tx.client.query<StoredCorrection>({
    name: 'rules-corrections',
    text: `SELECT t.id AS "transactionId", t.category_id AS "categoryId", p.name AS payee,
        coalesce(t.raw_description, t.description) AS text, t.date::text AS date, t.description
      FROM (
        SELECT l.id, l.resource_id, l.change_set_id, l.new_values ->> 'category_id' AS category_id FROM audit_logs l
        WHERE l.resource_type = 'transaction' AND l.action = 'update'
          AND (l.old_values -> 'category_id') IS DISTINCT FROM (l.new_values -> 'category_id')
        ORDER BY l.id DESC LIMIT ${LOOKED_AT}
      ) c
      JOIN change_sets s ON s.id = c.change_set_id AND s.kind IN ('request', 'bulk')
        -- Whoever merges or deletes a category has not judged its rows one by one.
        AND s.id NOT IN (SELECT g.change_set_id FROM audit_logs g
          WHERE g.resource_type = 'category' AND g.change_set_id IS NOT NULL)
      JOIN transactions t ON t.id = c.resource_id AND t.deleted_at IS NULL AND t.parent_id IS NULL
        AND t.category_id::text = c.category_id
      JOIN categories k ON k.id = t.category_id AND k.deleted_at IS NULL
      LEFT JOIN payees p ON p.id = t.payee_id
      ORDER BY c.id DESC`,
  });
  return result.rows;
}

/** The keys of proposals that were answered. */
export async function findAnswers(tx: TenantTransaction): Promise<ReadonlySet<string>> {
  const rows = await tx.sql
    .select({ key: ruleProposalAnswers.proposalKey })
    .from(ruleProposalAnswers)
    .where(isNull(ruleProposalAnswers.deletedAt));
  return new Set(rows.map(({ key }) => key));
}

export async function insertAnswer(
  tx: TenantTransaction,
  answer: typeof ruleProposalAnswers.$inferInsert,
): Promise<void> {
  await tx.sql.insert(ruleProposalAnswers).values(answer).onConflictDoNothing();
}
