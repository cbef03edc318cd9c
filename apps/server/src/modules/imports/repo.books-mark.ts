import type { TenantTransaction } from '../../platform/database/index.ts';
import type { BooksMark } from './repo.stored.ts';

/** Longer than any transaction lasts: what was begun before a mark and is committed after it must still be in view. */
const IN_VIEW = "interval '1 day'";

/**
 * Which changes of the tenant's books this transaction sees, of a day back from now or, to compare with an earlier mark,
 * from where that one begins. Two marks that are the same have the same rows, lines and verdicts before them. What this
 * transaction itself has changed is not counted.
 */
export async function markBooks(tx: TenantTransaction, since: string | null = null): Promise<BooksMark> {
  const result = await tx.client.query<BooksMark>({
    name: 'imports-mark-books',
    text: `SELECT s.since::text AS since, coalesce(c.changes, '') AS changes
      FROM (SELECT coalesce($1::timestamptz, now() - ${IN_VIEW}) AS since) s
      CROSS JOIN LATERAL (
        SELECT md5(string_agg(c.id::text, ' ' ORDER BY c.id)) AS changes FROM change_sets c
        WHERE c.created_at >= s.since AND c.id IS DISTINCT FROM nullif(current_setting('app.change_set_id', true), '')::uuid
          AND EXISTS (SELECT FROM audit_logs a WHERE a.change_set_id = c.id)
      ) c`,
    values: [since],
  });
  const mark = result.rows[0];
  if (!mark) throw new Error('A mark of the books has no row.');
  return mark;
}
