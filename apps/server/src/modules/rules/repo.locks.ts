import type { RuleField } from '@fintrack/core/rules';
import type { TenantTransaction } from '../../platform/database/index.ts';

/**
 * The fields of rows that a person set and nothing else has set since, by row. Who set a field is told by the audit
 * trail: the row's making where it gave the field a value, and every change of it; what a rule or model filled in a
 * person's request is told apart by field_origins. An undoing puts back what was there, so that a field which a person
 * ever set counts as theirs again.
 */
export async function findLocks(
  tx: TenantTransaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<RuleField>>> {
  const locks = new Map<string, Set<RuleField>>();
  if (ids.length === 0) return locks;
  const result = await tx.client.query<{ id: string; field: RuleField }>({
    // Planned for as many ids as there are: the plan that is kept for any number of them reads the trail row by row.
    name: '',
    text: LOCKS,
    values: [ids],
  });
  for (const { id, field } of result.rows) {
    const known = locks.get(id);
    if (known) known.add(field);
    else locks.set(id, new Set([field]));
  }
  return locks;
}

const LOCKS = `
  SELECT s.id, s.field FROM (
    SELECT l.resource_id AS id, c.field, l.id AS step, x.kind = 'revert' AS is_undoing,
      x.kind IN ('request', 'bulk', 'assistant') AND o.set_by -> c.name IS NULL AS is_person
    FROM audit_logs l
    JOIN change_sets x ON x.id = l.change_set_id
    LEFT JOIN field_origins o ON o.transaction_id = l.resource_id AND o.change_set_id = l.change_set_id
    CROSS JOIN (VALUES ('category_id', 'category', 'null'), ('is_split', 'category', 'false'),
      ('transfer_account_id', 'category', 'null'), ('payee_id', 'payee', 'null'), ('notes', 'notes', 'null'),
      ('tags', 'tags', '[]')) AS c (name, field, nothing)
    WHERE l.resource_type = 'transaction' AND l.resource_id = ANY($1::uuid[]) AND l.success
      AND coalesce(l.old_values -> c.name, c.nothing::jsonb) IS DISTINCT FROM l.new_values -> c.name
  ) s
  GROUP BY s.id, s.field
  HAVING CASE WHEN (array_agg(s.is_undoing ORDER BY s.step DESC))[1] THEN bool_or(s.is_person)
    ELSE (array_agg(s.is_person ORDER BY s.step DESC))[1] END`;
