-- A person enters rows one at a time, and that is what the ledger is asked for most: a statement that touches one row
-- goes a short way now, with plain statements on the row itself, and the set-based way is left for many. Both ways keep
-- the same tables and touch them in the same order; verify_totals(), verify_monthly_totals() and verify_uses() prove it.

-- How many rows a category has, which every list of categories shows: sixty numbers an account, instead of the sum of
-- every month there was. No money, so that a category's sums stay in one place.
CREATE TABLE category_counts (
  tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  -- all zeros for rows without one
  category_id uuid NOT NULL,
  account_id uuid NOT NULL,
  row_count integer NOT NULL,
  PRIMARY KEY (tenant_id, category_id, account_id)
);
GRANT SELECT ON category_counts TO fintrack_app;
-- The owner reads across tenants for this once.
ALTER TABLE category_monthly_totals NO FORCE ROW LEVEL SECURITY;
INSERT INTO category_counts (tenant_id, category_id, account_id, row_count)
  SELECT tenant_id, category_id, account_id, sum(row_count) FROM category_monthly_totals GROUP BY 1, 2, 3;
ALTER TABLE category_monthly_totals FORCE ROW LEVEL SECURITY;
ALTER TABLE category_counts ENABLE ROW LEVEL SECURITY;
ALTER TABLE category_counts FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON category_counts USING (tenant_id = current_tenant_id())
  WITH CHECK (tenant_id = current_tenant_id());

-- Adds to the totals what one row brings (sign 1) or takes away (sign -1). The tables are touched in the order in which
-- the set-based statement runs its parts (its own insert, then the CTEs from last to first), so that the two ways wait
-- for each other instead of deadlocking.
CREATE FUNCTION add_to_totals(r transactions, sign integer) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  minor bigint := sign * r.amount_minor;
  posted bigint := CASE WHEN r.status <> 'pending' THEN minor ELSE 0 END;
  money_in bigint := CASE WHEN r.amount_minor > 0 THEN minor ELSE 0 END;
  first_of_month date := date_trunc('month', r.date)::date;
BEGIN
  IF r.deleted_at IS NOT NULL THEN RETURN; END IF;
  IF NOT r.is_split THEN
    INSERT INTO category_monthly_totals AS total
      (tenant_id, month, category_id, account_id, type, amount_minor, in_minor, row_count)
    VALUES (r.tenant_id, first_of_month, coalesce(r.category_id, '00000000-0000-0000-0000-000000000000'),
      r.account_id, r.type, minor, money_in, sign)
    ON CONFLICT (tenant_id, month, category_id, account_id, type) DO UPDATE SET
      amount_minor = total.amount_minor + EXCLUDED.amount_minor,
      in_minor = total.in_minor + EXCLUDED.in_minor,
      row_count = total.row_count + EXCLUDED.row_count;
    INSERT INTO category_counts AS total (tenant_id, category_id, account_id, row_count)
    VALUES (r.tenant_id, coalesce(r.category_id, '00000000-0000-0000-0000-000000000000'), r.account_id, sign)
    ON CONFLICT (tenant_id, category_id, account_id) DO UPDATE SET row_count = total.row_count + EXCLUDED.row_count;
  END IF;
  IF r.parent_id IS NULL THEN
    INSERT INTO account_monthly_totals AS total
      (tenant_id, account_id, month, posted_minor, pending_minor, in_minor, row_count)
    VALUES (r.tenant_id, r.account_id, first_of_month, posted, minor - posted, money_in, sign)
    ON CONFLICT (tenant_id, account_id, month) DO UPDATE SET
      posted_minor = total.posted_minor + EXCLUDED.posted_minor,
      pending_minor = total.pending_minor + EXCLUDED.pending_minor,
      in_minor = total.in_minor + EXCLUDED.in_minor,
      row_count = total.row_count + EXCLUDED.row_count;
    INSERT INTO account_daily_totals AS total
      (tenant_id, account_id, date, posted_minor, pending_minor, in_minor, row_count)
    VALUES (r.tenant_id, r.account_id, r.date, posted, minor - posted, money_in, sign)
    ON CONFLICT (tenant_id, account_id, date) DO UPDATE SET
      posted_minor = total.posted_minor + EXCLUDED.posted_minor,
      pending_minor = total.pending_minor + EXCLUDED.pending_minor,
      in_minor = total.in_minor + EXCLUDED.in_minor,
      row_count = total.row_count + EXCLUDED.row_count;
  END IF;
END $$;

-- True where both ways of counting a row are unnecessary: nothing that a total is made of has changed.
CREATE FUNCTION counts_alike(o transactions, n transactions) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN o.account_id = n.account_id AND o.date = n.date AND o.category_id IS NOT DISTINCT FROM n.category_id
    AND o.type = n.type AND o.status = n.status AND o.parent_id IS NOT DISTINCT FROM n.parent_id
    AND o.is_split = n.is_split AND o.amount_minor = n.amount_minor
    AND (o.deleted_at IS NULL) = (n.deleted_at IS NULL);
END $$;

DO $make$
DECLARE
  columns text := 'r.tenant_id, r.account_id, r.date, r.category_id, r.type, r.status, r.parent_id, r.is_split, r.amount_minor';
  added text := format('SELECT %s, 1 AS sign FROM new_rows r WHERE r.deleted_at IS NULL', columns);
  removed text := format('SELECT %s, -1 AS sign FROM old_rows r WHERE r.deleted_at IS NULL', columns);
  operation record;
BEGIN
  FOR operation IN VALUES
    ('insert', added, 'new_rows', 'SELECT r.* INTO added FROM new_rows r;
          PERFORM add_to_totals(added, 1);'),
    ('update', added || ' UNION ALL ' || removed, 'new_rows',
      'SELECT r.* INTO removed FROM old_rows r;
          SELECT r.* INTO added FROM new_rows r;
          IF NOT counts_alike(removed, added) THEN
            PERFORM add_to_totals(removed, -1);
            PERFORM add_to_totals(added, 1);
          END IF;'),
    ('delete', removed, 'old_rows', 'SELECT r.* INTO removed FROM old_rows r;
          PERFORM add_to_totals(removed, -1);')
  LOOP
    EXECUTE format($function$
      CREATE OR REPLACE FUNCTION maintain_totals_on_%1$s() RETURNS trigger
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
      DECLARE
        touched integer := (SELECT count(*) FROM (SELECT FROM %3$s LIMIT 2) AS few);
        removed transactions;
        added transactions;
      BEGIN
        IF touched = 0 THEN RETURN NULL; END IF;
        IF touched = 1 THEN
          %4$s
          RETURN NULL;
        END IF;
        WITH delta AS MATERIALIZED (%2$s),
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
        ),
        counts AS (
          INSERT INTO category_counts AS total (tenant_id, category_id, account_id, row_count)
          SELECT tenant_id, category, account_id, sum(row_count) FROM by_category
          GROUP BY tenant_id, category, account_id HAVING sum(row_count) <> 0
          ORDER BY tenant_id, category, account_id
          ON CONFLICT (tenant_id, category_id, account_id) DO UPDATE SET
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
    $function$, operation.column1, operation.column2, operation.column3, operation.column4);
  END LOOP;
END $make$;

-- The trail of one row needs no set either; an import's rows are one entry, as before.
CREATE OR REPLACE FUNCTION audit_transaction_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE s change_sets;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;
  s := current_change_set();
  IF s.kind = 'import' THEN
    INSERT INTO audit_logs (tenant_id, change_set_id, user_id, session_id, action, resource_type, resource_id,
      ip_address, user_agent, new_values)
    SELECT s.tenant_id, s.id, s.user_id, s.session_id, 'import', 'import', n.import_id, s.ip_address, s.user_agent,
      jsonb_build_object('rows', count(*), 'amount_minor', sum(n.amount_minor))
    FROM new_rows n WHERE n.import_id IS NOT NULL
    GROUP BY n.import_id;
  END IF;
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
  o transactions;
  n transactions;
  loops text;
  undone uuid := nullif(current_setting('app.import_undo', true), '')::uuid;
  touched integer := (SELECT count(*) FROM (SELECT FROM new_rows LIMIT 2) AS few);
BEGIN
  IF touched = 0 THEN RETURN NULL; END IF;
  s := current_change_set();
  IF touched = 1 AND undone IS NULL THEN
    SELECT r.* INTO o FROM old_rows r;
    SELECT r.* INTO n FROM new_rows r;
    IF o IS DISTINCT FROM n THEN
      INSERT INTO audit_logs (tenant_id, change_set_id, user_id, session_id, action, resource_type, resource_id,
        ip_address, user_agent, old_values, new_values)
      VALUES (s.tenant_id, s.id, s.user_id, s.session_id,
        CASE
          WHEN o.deleted_at IS NULL AND n.deleted_at IS NOT NULL THEN 'delete'
          WHEN o.deleted_at IS NOT NULL AND n.deleted_at IS NULL THEN 'restore'
          ELSE 'update'
        END,
        'transaction', n.id, s.ip_address, s.user_agent, to_jsonb(o), to_jsonb(n));
    END IF;
    RETURN NULL;
  END IF;
  -- Plans of triggers are kept, and nobody knows how many rows the next statement has: a loop over both sides would be
  -- quadratic, a hash is right for every number.
  loops := current_setting('enable_nestloop');
  PERFORM set_config('enable_nestloop', 'off', true);
  IF undone IS NOT NULL THEN
    INSERT INTO audit_logs (tenant_id, change_set_id, user_id, session_id, action, resource_type, resource_id,
      ip_address, user_agent, new_values)
    SELECT s.tenant_id, s.id, s.user_id, s.session_id,
      CASE WHEN r.deleted_at IS NULL THEN 'restore' ELSE 'delete' END, 'import', undone, s.ip_address, s.user_agent,
      jsonb_build_object('rows', count(*), 'amount_minor', sum(r.amount_minor))
    FROM new_rows r WHERE r.import_id = undone
    GROUP BY r.deleted_at IS NULL;
  END IF;
  INSERT INTO audit_logs (tenant_id, change_set_id, user_id, session_id, action, resource_type, resource_id,
    ip_address, user_agent, old_values, new_values)
  SELECT s.tenant_id, s.id, s.user_id, s.session_id,
    CASE
      WHEN b.deleted_at IS NULL AND a.deleted_at IS NOT NULL THEN 'delete'
      WHEN b.deleted_at IS NOT NULL AND a.deleted_at IS NULL THEN 'restore'
      ELSE 'update'
    END,
    'transaction', a.id, s.ip_address, s.user_agent, to_jsonb(b), to_jsonb(a)
  FROM new_rows a JOIN old_rows b ON b.id = a.id
  WHERE (undone IS NULL OR a.import_id IS DISTINCT FROM undone) AND b IS DISTINCT FROM a;
  PERFORM set_config('enable_nestloop', loops, true);
  RETURN NULL;
END $$;
ALTER FUNCTION audit_transaction_update() RESET enable_nestloop;

-- Most rows name a payee; those that do not have nothing to add.
CREATE OR REPLACE FUNCTION maintain_payees_on_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM new_rows n WHERE n.payee_id IS NOT NULL) THEN RETURN NULL; END IF;
  INSERT INTO payee_totals AS total (tenant_id, payee_id, currency, net_minor, row_count)
  SELECT n.tenant_id, n.payee_id, n.currency, sum(n.amount_minor), count(*)
  FROM new_rows n WHERE n.payee_id IS NOT NULL AND n.deleted_at IS NULL AND n.parent_id IS NULL
  GROUP BY n.tenant_id, n.payee_id, n.currency ORDER BY n.tenant_id, n.payee_id, n.currency
  ON CONFLICT (tenant_id, payee_id, currency) DO UPDATE SET
    net_minor = total.net_minor + EXCLUDED.net_minor, row_count = total.row_count + EXCLUDED.row_count;
  RETURN NULL;
END $$;

-- What the counts should be, from the months, which verify_totals() proves from the rows.
CREATE FUNCTION verify_category_counts()
RETURNS TABLE (total text, account_id uuid, category_id uuid, period date, stored_minor bigint, actual_minor bigint)
LANGUAGE sql STABLE AS $$
  WITH actual AS (
    SELECT m.account_id, m.category_id, sum(m.row_count) AS row_count, min(m.month) AS first_month
    FROM category_monthly_totals m WHERE m.tenant_id = current_tenant_id() GROUP BY 1, 2
  ), stored AS (
    SELECT c.account_id, c.category_id, c.row_count FROM category_counts c WHERE c.tenant_id = current_tenant_id()
  )
  -- Counts are no money: the row says which one is wrong.
  SELECT 'category_counts', account_id, category_id, coalesce(a.first_month, '2000-01-01'), 0::bigint, 0::bigint
  FROM actual a FULL JOIN stored s USING (account_id, category_id)
  WHERE coalesce(a.row_count, 0) <> coalesce(s.row_count, 0)
$$;
GRANT EXECUTE ON FUNCTION verify_category_counts() TO fintrack_app;
