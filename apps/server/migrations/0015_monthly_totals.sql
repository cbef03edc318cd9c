-- Totals of an account by month, beside those by day: a balance or a count over years adds up months and the days at
-- both ends, instead of every day. All three tables are kept by one statement from one delta, which is also less work
-- for a single row than a statement each.

CREATE TABLE account_monthly_totals (
  tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  account_id uuid NOT NULL,
  -- the month's first day
  month date NOT NULL,
  posted_minor bigint NOT NULL,
  pending_minor bigint NOT NULL,
  in_minor bigint NOT NULL,
  row_count integer NOT NULL,
  PRIMARY KEY (tenant_id, account_id, month)
);
GRANT SELECT ON account_monthly_totals TO fintrack_app;

-- The owner reads across tenants for this once.
ALTER TABLE account_daily_totals NO FORCE ROW LEVEL SECURITY;
INSERT INTO account_monthly_totals (tenant_id, account_id, month, posted_minor, pending_minor, in_minor, row_count)
  SELECT tenant_id, account_id, date_trunc('month', date)::date, sum(posted_minor), sum(pending_minor),
    sum(in_minor), sum(row_count)
  FROM account_daily_totals GROUP BY 1, 2, 3;
ALTER TABLE account_daily_totals FORCE ROW LEVEL SECURITY;

ALTER TABLE account_monthly_totals ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_monthly_totals FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON account_monthly_totals USING (tenant_id = current_tenant_id())
  WITH CHECK (tenant_id = current_tenant_id());

-- Transition tables are seen by the trigger's own function alone, so there is one function an operation, and one text.
-- Rows are touched in key order, so that parallel writers wait for each other instead of deadlocking.
DO $make$
DECLARE
  columns text := 'r.tenant_id, r.account_id, r.date, r.category_id, r.type, r.status, r.parent_id, r.is_split, r.amount_minor';
  added text := format('SELECT %s, 1 AS sign FROM new_rows r WHERE r.deleted_at IS NULL', columns);
  removed text := format('SELECT %s, -1 AS sign FROM old_rows r WHERE r.deleted_at IS NULL', columns);
  operation record;
BEGIN
  FOR operation IN VALUES ('insert', added), ('update', added || ' UNION ALL ' || removed), ('delete', removed) LOOP
    EXECUTE format($function$
      CREATE OR REPLACE FUNCTION maintain_totals_on_%s() RETURNS trigger
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
      BEGIN
        WITH delta AS MATERIALIZED (%s),
        by_day AS (
          SELECT tenant_id, account_id, date,
            coalesce(sum(sign * amount_minor) FILTER (WHERE status <> 'pending'), 0)::bigint AS posted,
            coalesce(sum(sign * amount_minor) FILTER (WHERE status = 'pending'), 0)::bigint AS pending,
            coalesce(sum(sign * amount_minor) FILTER (WHERE amount_minor > 0), 0)::bigint AS money_in,
            sum(sign)::integer AS row_count
          FROM delta WHERE parent_id IS NULL
          GROUP BY tenant_id, account_id, date
        ),
        by_month AS (
          SELECT tenant_id, account_id, date_trunc('month', date)::date AS month, sum(posted)::bigint AS posted,
            sum(pending)::bigint AS pending, sum(money_in)::bigint AS money_in, sum(row_count)::integer AS row_count
          FROM by_day GROUP BY 1, 2, 3
        ),
        by_category AS (
          SELECT tenant_id, date_trunc('month', date)::date AS month,
            coalesce(category_id, '00000000-0000-0000-0000-000000000000') AS category, account_id, type,
            sum(sign * amount_minor)::bigint AS amount,
            coalesce(sum(sign * amount_minor) FILTER (WHERE amount_minor > 0), 0)::bigint AS money_in,
            sum(sign)::integer AS row_count
          FROM delta WHERE NOT is_split
          GROUP BY 1, 2, 3, 4, 5
        ),
        days AS (
          INSERT INTO account_daily_totals AS total
            (tenant_id, account_id, date, posted_minor, pending_minor, in_minor, row_count)
          SELECT * FROM by_day
          WHERE (posted, pending, money_in, row_count) IS DISTINCT FROM (0::bigint, 0::bigint, 0::bigint, 0)
          ORDER BY tenant_id, account_id, date
          ON CONFLICT (tenant_id, account_id, date) DO UPDATE SET
            posted_minor = total.posted_minor + EXCLUDED.posted_minor,
            pending_minor = total.pending_minor + EXCLUDED.pending_minor,
            in_minor = total.in_minor + EXCLUDED.in_minor,
            row_count = total.row_count + EXCLUDED.row_count
        ),
        months AS (
          INSERT INTO account_monthly_totals AS total
            (tenant_id, account_id, month, posted_minor, pending_minor, in_minor, row_count)
          SELECT * FROM by_month
          WHERE (posted, pending, money_in, row_count) IS DISTINCT FROM (0::bigint, 0::bigint, 0::bigint, 0)
          ORDER BY tenant_id, account_id, month
          ON CONFLICT (tenant_id, account_id, month) DO UPDATE SET
            posted_minor = total.posted_minor + EXCLUDED.posted_minor,
            pending_minor = total.pending_minor + EXCLUDED.pending_minor,
            in_minor = total.in_minor + EXCLUDED.in_minor,
            row_count = total.row_count + EXCLUDED.row_count
        )
        INSERT INTO category_monthly_totals AS total
          (tenant_id, month, category_id, account_id, type, amount_minor, in_minor, row_count)
        SELECT * FROM by_category
        WHERE (amount, money_in, row_count) IS DISTINCT FROM (0::bigint, 0::bigint, 0)
        ORDER BY tenant_id, month, category, account_id, type
        ON CONFLICT (tenant_id, month, category_id, account_id, type) DO UPDATE SET
          amount_minor = total.amount_minor + EXCLUDED.amount_minor,
          in_minor = total.in_minor + EXCLUDED.in_minor,
          row_count = total.row_count + EXCLUDED.row_count;
        RETURN NULL;
      END $body$
    $function$, operation.column1, operation.column2);
  END LOOP;
END $make$;

-- What the months should be, from the days, which verify_totals() proves from the rows.
CREATE FUNCTION verify_monthly_totals()
RETURNS TABLE (total text, account_id uuid, category_id uuid, period date, stored_minor bigint, actual_minor bigint)
LANGUAGE sql STABLE AS $$
  WITH actual AS (
    SELECT d.account_id, date_trunc('month', d.date)::date AS month, sum(d.posted_minor)::bigint AS posted,
      sum(d.pending_minor)::bigint AS pending, sum(d.in_minor)::bigint AS money_in, sum(d.row_count)::integer AS row_count
    FROM account_daily_totals d WHERE d.tenant_id = current_tenant_id() GROUP BY 1, 2
  ), stored AS (
    SELECT m.account_id, m.month, m.posted_minor, m.pending_minor, m.in_minor, m.row_count
    FROM account_monthly_totals m WHERE m.tenant_id = current_tenant_id()
  )
  SELECT 'account_monthly', account_id, NULL::uuid, month,
    coalesce(s.posted_minor, 0) + coalesce(s.pending_minor, 0), coalesce(a.posted, 0) + coalesce(a.pending, 0)
  FROM actual a FULL JOIN stored s USING (account_id, month)
  WHERE (coalesce(s.posted_minor, 0), coalesce(s.pending_minor, 0), coalesce(s.in_minor, 0), coalesce(s.row_count, 0))
    IS DISTINCT FROM (coalesce(a.posted, 0), coalesce(a.pending, 0), coalesce(a.money_in, 0), coalesce(a.row_count, 0))
$$;
GRANT EXECUTE ON FUNCTION verify_monthly_totals() TO fintrack_app;
