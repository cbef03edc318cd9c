DROP FUNCTION verify_category_counts();
CREATE OR REPLACE FUNCTION maintain_payees_on_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO payee_totals AS total (tenant_id, payee_id, currency, net_minor, row_count)
  SELECT n.tenant_id, n.payee_id, n.currency, sum(n.amount_minor), count(*)
  FROM new_rows n WHERE n.payee_id IS NOT NULL AND n.deleted_at IS NULL AND n.parent_id IS NULL
  GROUP BY n.tenant_id, n.payee_id, n.currency ORDER BY n.tenant_id, n.payee_id, n.currency
  ON CONFLICT (tenant_id, payee_id, currency) DO UPDATE SET
    net_minor = total.net_minor + EXCLUDED.net_minor, row_count = total.row_count + EXCLUDED.row_count;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION audit_transaction_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE s change_sets;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;
  s := current_change_set();
  INSERT INTO audit_logs (tenant_id, change_set_id, user_id, session_id, action, resource_type, resource_id,
    ip_address, user_agent, new_values)
  SELECT s.tenant_id, s.id, s.user_id, s.session_id, 'import', 'import', n.import_id, s.ip_address, s.user_agent,
    jsonb_build_object('rows', count(*), 'amount_minor', sum(n.amount_minor))
  FROM new_rows n WHERE s.kind = 'import' AND n.import_id IS NOT NULL
  GROUP BY n.import_id;
  INSERT INTO audit_logs (tenant_id, change_set_id, user_id, session_id, action, resource_type, resource_id,
    ip_address, user_agent, new_values)
  SELECT s.tenant_id, s.id, s.user_id, s.session_id, 'create', 'transaction', n.id, s.ip_address, s.user_agent,
    to_jsonb(n)
  FROM new_rows n WHERE s.kind <> 'import' OR n.import_id IS NULL;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION audit_transaction_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  s change_sets;
  undone uuid := nullif(current_setting('app.import_undo', true), '')::uuid;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;
  s := current_change_set();
  IF undone IS NOT NULL THEN
    INSERT INTO audit_logs (tenant_id, change_set_id, user_id, session_id, action, resource_type, resource_id,
      ip_address, user_agent, new_values)
    SELECT s.tenant_id, s.id, s.user_id, s.session_id,
      CASE WHEN n.deleted_at IS NULL THEN 'restore' ELSE 'delete' END, 'import', undone, s.ip_address, s.user_agent,
      jsonb_build_object('rows', count(*), 'amount_minor', sum(n.amount_minor))
    FROM new_rows n WHERE n.import_id = undone
    GROUP BY n.deleted_at IS NULL;
  END IF;
  INSERT INTO audit_logs (tenant_id, change_set_id, user_id, session_id, action, resource_type, resource_id,
    ip_address, user_agent, old_values, new_values)
  SELECT s.tenant_id, s.id, s.user_id, s.session_id,
    CASE
      WHEN o.deleted_at IS NULL AND n.deleted_at IS NOT NULL THEN 'delete'
      WHEN o.deleted_at IS NOT NULL AND n.deleted_at IS NULL THEN 'restore'
      ELSE 'update'
    END,
    TG_ARGV[0], n.id, s.ip_address, s.user_agent, to_jsonb(o), to_jsonb(n)
  FROM new_rows n JOIN old_rows o ON o.id = n.id
  WHERE (undone IS NULL OR n.import_id IS DISTINCT FROM undone) AND o IS DISTINCT FROM n;
  RETURN NULL;
END $$;
ALTER FUNCTION audit_transaction_update() SET enable_nestloop = off;

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

DROP FUNCTION counts_alike(transactions, transactions);
DROP FUNCTION add_to_totals(transactions, integer);
DROP TABLE category_counts;
