import type { Client } from 'pg';

/** What is wrong in a tenant's books beside its totals, a line each; and what is worth knowing and no fault. */
export interface LinkVerification {
  readonly broken: readonly string[];
  readonly notes: readonly string[];
}

/** Lines of each kind that are told. */
const MAX_LINES = 500;

/**
 * Checks that hold between rows, over the whole tenant of the connection, each in one statement. They name the tenant,
 * because an owner who is a superuser sees past row-level security.
 */
export async function verifyLinks(client: Client, tenant: string): Promise<LinkVerification> {
  const lines = async (sql: string): Promise<string[]> => {
    const found = await client.query<{ line: string }>(`${sql} LIMIT ${MAX_LINES}`);
    return found.rows.map((row) => `${tenant}: ${row.line}`);
  };
  const broken: string[] = [];
  for (const check of CHECKS) broken.push(...(await lines(check)));
  return { broken, notes: await lines(DRIFTS) };
}

const SPLIT_SUMS = `
  SELECT format('split %s of %s holds %s minor units, its parts %s', p.id, p.date, p.amount_minor,
    coalesce(c.minor::text, 'are missing')) AS line
  FROM transactions p LEFT JOIN (
    SELECT parent_id, sum(amount_minor) AS minor FROM transactions
    WHERE tenant_id = current_tenant_id() AND parent_id IS NOT NULL AND deleted_at IS NULL GROUP BY parent_id
  ) c ON c.parent_id = p.id
  WHERE p.tenant_id = current_tenant_id() AND p.is_split AND p.deleted_at IS NULL AND c.minor IS DISTINCT FROM p.amount_minor`;

const LOOSE_PARTS = `
  SELECT format('part %s of %s has no split that is there', c.id, c.date) AS line
  FROM transactions c LEFT JOIN transactions p ON p.tenant_id = c.tenant_id AND p.id = c.parent_id AND p.is_split AND p.deleted_at IS NULL
    AND (p.account_id, p.date, p.currency) = (c.account_id, c.date, c.currency)
  WHERE c.tenant_id = current_tenant_id() AND c.parent_id IS NOT NULL AND c.deleted_at IS NULL AND p.id IS NULL`;

const TRANSFER_LEGS = `
  SELECT format('transfer leg %s of %s and %s do not belong together: %s', t.id, t.date, t.transfer_transaction_id, p.problem)
    AS line
  FROM transactions t
  LEFT JOIN transactions o ON o.tenant_id = t.tenant_id AND o.id = t.transfer_transaction_id AND o.deleted_at IS NULL
  CROSS JOIN LATERAL (SELECT CASE
    WHEN o.id IS NULL THEN 'the other one is gone'
    WHEN o.transfer_transaction_id IS DISTINCT FROM t.id THEN 'the other one names another row'
    WHEN o.account_id = t.account_id THEN 'both are in one account'
    WHEN t.transfer_account_id IS DISTINCT FROM o.account_id THEN 'the account that it names is another one'
    WHEN t.type <> 'transfer' THEN 'its type is no transfer'
    WHEN (t.amount_minor < 0) = (o.amount_minor < 0) THEN 'both have one direction'
    WHEN t.currency = o.currency AND t.amount_minor <> -o.amount_minor THEN 'their amounts differ'
  END AS problem) p
  WHERE t.tenant_id = current_tenant_id() AND t.transfer_transaction_id IS NOT NULL AND t.deleted_at IS NULL AND p.problem IS NOT NULL`;

const DANGLING = `
  SELECT format('transaction %s of %s names %s that is not there', t.id, t.date, l.what) AS line
  FROM transactions t CROSS JOIN LATERAL (VALUES
    ('a purchase', t.refund_of_id), ('a transfer', t.fee_of_id)) l (what, id)
  WHERE t.tenant_id = current_tenant_id() AND t.deleted_at IS NULL AND (t.refund_of_id IS NOT NULL OR t.fee_of_id IS NOT NULL) AND l.id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM transactions o WHERE o.tenant_id = t.tenant_id AND o.id = l.id AND o.deleted_at IS NULL)`;

const LOOSE_IMPORTED = `
  SELECT format('%s transactions name the import %s that is not there', count(*), t.import_id) AS line
  FROM transactions t WHERE t.tenant_id = current_tenant_id() AND t.import_id IS NOT NULL AND t.deleted_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM imports i WHERE i.tenant_id = t.tenant_id AND i.id = t.import_id)
  GROUP BY t.import_id`;

const LOOSE_RECONCILED = `
  SELECT format('transaction %s of %s is held by a reconciliation that does not hold', t.id, t.date) AS line
  FROM transactions t LEFT JOIN reconciliations r
    ON r.tenant_id = t.tenant_id AND r.id = t.reconciliation_id AND r.status = 'finished' AND r.deleted_at IS NULL AND r.account_id = t.account_id
  WHERE t.tenant_id = current_tenant_id() AND t.reconciliation_id IS NOT NULL AND t.deleted_at IS NULL AND (r.id IS NULL OR t.status <> 'reconciled')`;

const RECONCILED_SUMS = `
  SELECT format('the reconciled statement of %s of account %s closes at %s minor units, its rows give %s',
    r.statement_date, r.account_id, r.closing_minor, r.opening_minor + coalesce(s.minor, 0)) AS line
  FROM reconciliations r JOIN accounts a ON a.tenant_id = r.tenant_id AND a.id = r.account_id AND a.deleted_at IS NULL
  LEFT JOIN (
    SELECT reconciliation_id, sum(amount_minor) AS minor FROM transactions
    WHERE tenant_id = current_tenant_id() AND reconciliation_id IS NOT NULL AND deleted_at IS NULL AND parent_id IS NULL GROUP BY reconciliation_id
  ) s ON s.reconciliation_id = r.id
  WHERE r.tenant_id = current_tenant_id() AND r.status = 'finished' AND r.deleted_at IS NULL
    AND r.opening_minor + coalesce(s.minor, 0) <> r.closing_minor`;

const CHECKS = [
  SPLIT_SUMS,
  LOOSE_PARTS,
  TRANSFER_LEGS,
  DANGLING,
  LOOSE_IMPORTED,
  LOOSE_RECONCILED,
  RECONCILED_SUMS,
];

/** A difference between bank and books is for the user to look at; the books themselves are whole. */
const DRIFTS = `
  SELECT format('the bank and the rows of "%s" differ by %s minor units between %s and %s', a.name, d.minor, d.since, d.date)
    AS line
  FROM (
    SELECT b.tenant_id, b.account_id, b.anchor_date AS date, lag(b.anchor_date) OVER one AS since,
      b.balance_minor - lag(b.balance_minor) OVER one - (
        SELECT coalesce(sum(t.posted_minor), 0) FROM account_daily_totals t
        WHERE t.tenant_id = b.tenant_id AND t.account_id = b.account_id AND t.date <= b.anchor_date AND t.date > (
          SELECT max(p.anchor_date) FROM account_balance_anchors p
          WHERE p.tenant_id = b.tenant_id AND p.account_id = b.account_id AND p.deleted_at IS NULL AND p.anchor_date < b.anchor_date)) AS minor
    FROM account_balance_anchors b WHERE b.tenant_id = current_tenant_id() AND b.deleted_at IS NULL
    WINDOW one AS (PARTITION BY b.account_id ORDER BY b.anchor_date)
  ) d JOIN accounts a ON a.tenant_id = d.tenant_id AND a.id = d.account_id AND a.deleted_at IS NULL
  WHERE d.since IS NOT NULL AND d.minor <> 0 ORDER BY a.name, d.date`;
