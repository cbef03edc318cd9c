-- Derived totals, kept by the database itself so that no writer can forget them. Set-based: one statement's
-- rows are summed once, whatever their number. The application role can read them and not write them.

CREATE TABLE account_daily_totals (
  tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  account_id uuid NOT NULL,
  date date NOT NULL,
  posted_minor bigint NOT NULL,
  pending_minor bigint NOT NULL,
  -- the positive part of posted + pending: money in; what is left of their sum is money out
  in_minor bigint NOT NULL,
  row_count integer NOT NULL,
  PRIMARY KEY (tenant_id, account_id, date)
);
-- Few days have pending rows, and a balance asks for all of them up to its date.
CREATE INDEX account_daily_totals_pending ON account_daily_totals (tenant_id, account_id, date)
  INCLUDE (pending_minor) WHERE pending_minor <> 0;

-- category_id is the zero UUID for rows without a category. Split parents are left out, their children count.
CREATE TABLE category_monthly_totals (
  tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  month date NOT NULL,
  category_id uuid NOT NULL,
  account_id uuid NOT NULL,
  type text NOT NULL,
  amount_minor bigint NOT NULL,
  in_minor bigint NOT NULL,
  row_count integer NOT NULL,
  PRIMARY KEY (tenant_id, month, category_id, account_id, type)
);
CREATE INDEX category_monthly_totals_category ON category_monthly_totals (tenant_id, category_id, month);

-- Rows are touched in key order, so that parallel writers wait for each other instead of deadlocking.

CREATE FUNCTION maintain_totals_on_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  WITH delta AS (
      SELECT n.tenant_id, n.account_id, n.date, n.category_id, n.type, n.status, n.parent_id, n.is_split, n.amount_minor, 1 AS sign
      FROM new_rows n WHERE n.deleted_at IS NULL
  )
  INSERT INTO account_daily_totals AS total
    (tenant_id, account_id, date, posted_minor, pending_minor, in_minor, row_count)
  SELECT tenant_id, account_id, date,
    coalesce(sum(sign * amount_minor) FILTER (WHERE status <> 'pending'), 0)::bigint AS posted,
    coalesce(sum(sign * amount_minor) FILTER (WHERE status = 'pending'), 0)::bigint AS pending,
    coalesce(sum(sign * amount_minor) FILTER (WHERE amount_minor > 0), 0)::bigint AS money_in,
    sum(sign)::integer AS row_count
  FROM delta
  WHERE parent_id IS NULL
  GROUP BY tenant_id, account_id, date
  HAVING sum(sign) <> 0 OR coalesce(sum(sign * amount_minor) FILTER (WHERE status <> 'pending'), 0) <> 0
    OR coalesce(sum(sign * amount_minor) FILTER (WHERE status = 'pending'), 0) <> 0
    OR coalesce(sum(sign * amount_minor) FILTER (WHERE amount_minor > 0), 0) <> 0
  ORDER BY tenant_id, account_id, date
  ON CONFLICT (tenant_id, account_id, date) DO UPDATE SET
    posted_minor = total.posted_minor + EXCLUDED.posted_minor,
    pending_minor = total.pending_minor + EXCLUDED.pending_minor,
    in_minor = total.in_minor + EXCLUDED.in_minor,
    row_count = total.row_count + EXCLUDED.row_count;

  WITH delta AS (
      SELECT n.tenant_id, n.account_id, n.date, n.category_id, n.type, n.status, n.parent_id, n.is_split, n.amount_minor, 1 AS sign
      FROM new_rows n WHERE n.deleted_at IS NULL
  )
  INSERT INTO category_monthly_totals AS total
    (tenant_id, month, category_id, account_id, type, amount_minor, in_minor, row_count)
  SELECT tenant_id, date_trunc('month', date)::date AS month,
    coalesce(category_id, '00000000-0000-0000-0000-000000000000') AS category, account_id, type,
    sum(sign * amount_minor)::bigint AS amount,
    coalesce(sum(sign * amount_minor) FILTER (WHERE amount_minor > 0), 0)::bigint AS money_in,
    sum(sign)::integer AS row_count
  FROM delta
  WHERE NOT is_split
  GROUP BY tenant_id, 2, 3, account_id, type
  HAVING sum(sign) <> 0 OR sum(sign * amount_minor) <> 0
    OR coalesce(sum(sign * amount_minor) FILTER (WHERE amount_minor > 0), 0) <> 0
  ORDER BY tenant_id, 2, 3, account_id, type
  ON CONFLICT (tenant_id, month, category_id, account_id, type) DO UPDATE SET
    amount_minor = total.amount_minor + EXCLUDED.amount_minor,
    in_minor = total.in_minor + EXCLUDED.in_minor,
    row_count = total.row_count + EXCLUDED.row_count;
  RETURN NULL;
END $$;

CREATE FUNCTION maintain_totals_on_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  WITH delta AS (
      SELECT n.tenant_id, n.account_id, n.date, n.category_id, n.type, n.status, n.parent_id, n.is_split, n.amount_minor, 1 AS sign
      FROM new_rows n WHERE n.deleted_at IS NULL
      UNION ALL
      SELECT o.tenant_id, o.account_id, o.date, o.category_id, o.type, o.status, o.parent_id, o.is_split, o.amount_minor, -1 AS sign
      FROM old_rows o WHERE o.deleted_at IS NULL
  )
  INSERT INTO account_daily_totals AS total
    (tenant_id, account_id, date, posted_minor, pending_minor, in_minor, row_count)
  SELECT tenant_id, account_id, date,
    coalesce(sum(sign * amount_minor) FILTER (WHERE status <> 'pending'), 0)::bigint AS posted,
    coalesce(sum(sign * amount_minor) FILTER (WHERE status = 'pending'), 0)::bigint AS pending,
    coalesce(sum(sign * amount_minor) FILTER (WHERE amount_minor > 0), 0)::bigint AS money_in,
    sum(sign)::integer AS row_count
  FROM delta
  WHERE parent_id IS NULL
  GROUP BY tenant_id, account_id, date
  HAVING sum(sign) <> 0 OR coalesce(sum(sign * amount_minor) FILTER (WHERE status <> 'pending'), 0) <> 0
    OR coalesce(sum(sign * amount_minor) FILTER (WHERE status = 'pending'), 0) <> 0
    OR coalesce(sum(sign * amount_minor) FILTER (WHERE amount_minor > 0), 0) <> 0
  ORDER BY tenant_id, account_id, date
  ON CONFLICT (tenant_id, account_id, date) DO UPDATE SET
    posted_minor = total.posted_minor + EXCLUDED.posted_minor,
    pending_minor = total.pending_minor + EXCLUDED.pending_minor,
    in_minor = total.in_minor + EXCLUDED.in_minor,
    row_count = total.row_count + EXCLUDED.row_count;

  WITH delta AS (
      SELECT n.tenant_id, n.account_id, n.date, n.category_id, n.type, n.status, n.parent_id, n.is_split, n.amount_minor, 1 AS sign
      FROM new_rows n WHERE n.deleted_at IS NULL
      UNION ALL
      SELECT o.tenant_id, o.account_id, o.date, o.category_id, o.type, o.status, o.parent_id, o.is_split, o.amount_minor, -1 AS sign
      FROM old_rows o WHERE o.deleted_at IS NULL
  )
  INSERT INTO category_monthly_totals AS total
    (tenant_id, month, category_id, account_id, type, amount_minor, in_minor, row_count)
  SELECT tenant_id, date_trunc('month', date)::date AS month,
    coalesce(category_id, '00000000-0000-0000-0000-000000000000') AS category, account_id, type,
    sum(sign * amount_minor)::bigint AS amount,
    coalesce(sum(sign * amount_minor) FILTER (WHERE amount_minor > 0), 0)::bigint AS money_in,
    sum(sign)::integer AS row_count
  FROM delta
  WHERE NOT is_split
  GROUP BY tenant_id, 2, 3, account_id, type
  HAVING sum(sign) <> 0 OR sum(sign * amount_minor) <> 0
    OR coalesce(sum(sign * amount_minor) FILTER (WHERE amount_minor > 0), 0) <> 0
  ORDER BY tenant_id, 2, 3, account_id, type
  ON CONFLICT (tenant_id, month, category_id, account_id, type) DO UPDATE SET
    amount_minor = total.amount_minor + EXCLUDED.amount_minor,
    in_minor = total.in_minor + EXCLUDED.in_minor,
    row_count = total.row_count + EXCLUDED.row_count;
  RETURN NULL;
END $$;

CREATE FUNCTION maintain_totals_on_delete() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  WITH delta AS (
      SELECT o.tenant_id, o.account_id, o.date, o.category_id, o.type, o.status, o.parent_id, o.is_split, o.amount_minor, -1 AS sign
      FROM old_rows o WHERE o.deleted_at IS NULL
  )
  INSERT INTO account_daily_totals AS total
    (tenant_id, account_id, date, posted_minor, pending_minor, in_minor, row_count)
  SELECT tenant_id, account_id, date,
    coalesce(sum(sign * amount_minor) FILTER (WHERE status <> 'pending'), 0)::bigint AS posted,
    coalesce(sum(sign * amount_minor) FILTER (WHERE status = 'pending'), 0)::bigint AS pending,
    coalesce(sum(sign * amount_minor) FILTER (WHERE amount_minor > 0), 0)::bigint AS money_in,
    sum(sign)::integer AS row_count
  FROM delta
  WHERE parent_id IS NULL
  GROUP BY tenant_id, account_id, date
  HAVING sum(sign) <> 0 OR coalesce(sum(sign * amount_minor) FILTER (WHERE status <> 'pending'), 0) <> 0
    OR coalesce(sum(sign * amount_minor) FILTER (WHERE status = 'pending'), 0) <> 0
    OR coalesce(sum(sign * amount_minor) FILTER (WHERE amount_minor > 0), 0) <> 0
  ORDER BY tenant_id, account_id, date
  ON CONFLICT (tenant_id, account_id, date) DO UPDATE SET
    posted_minor = total.posted_minor + EXCLUDED.posted_minor,
    pending_minor = total.pending_minor + EXCLUDED.pending_minor,
    in_minor = total.in_minor + EXCLUDED.in_minor,
    row_count = total.row_count + EXCLUDED.row_count;

  WITH delta AS (
      SELECT o.tenant_id, o.account_id, o.date, o.category_id, o.type, o.status, o.parent_id, o.is_split, o.amount_minor, -1 AS sign
      FROM old_rows o WHERE o.deleted_at IS NULL
  )
  INSERT INTO category_monthly_totals AS total
    (tenant_id, month, category_id, account_id, type, amount_minor, in_minor, row_count)
  SELECT tenant_id, date_trunc('month', date)::date AS month,
    coalesce(category_id, '00000000-0000-0000-0000-000000000000') AS category, account_id, type,
    sum(sign * amount_minor)::bigint AS amount,
    coalesce(sum(sign * amount_minor) FILTER (WHERE amount_minor > 0), 0)::bigint AS money_in,
    sum(sign)::integer AS row_count
  FROM delta
  WHERE NOT is_split
  GROUP BY tenant_id, 2, 3, account_id, type
  HAVING sum(sign) <> 0 OR sum(sign * amount_minor) <> 0
    OR coalesce(sum(sign * amount_minor) FILTER (WHERE amount_minor > 0), 0) <> 0
  ORDER BY tenant_id, 2, 3, account_id, type
  ON CONFLICT (tenant_id, month, category_id, account_id, type) DO UPDATE SET
    amount_minor = total.amount_minor + EXCLUDED.amount_minor,
    in_minor = total.in_minor + EXCLUDED.in_minor,
    row_count = total.row_count + EXCLUDED.row_count;
  RETURN NULL;
END $$;

CREATE TRIGGER totals_on_insert AFTER INSERT ON transactions
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION maintain_totals_on_insert();
CREATE TRIGGER totals_on_update AFTER UPDATE ON transactions
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION maintain_totals_on_update();
CREATE TRIGGER totals_on_delete AFTER DELETE ON transactions
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION maintain_totals_on_delete();

ALTER TABLE account_daily_totals ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_daily_totals FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON account_daily_totals USING (tenant_id = current_tenant_id())
  WITH CHECK (tenant_id = current_tenant_id());
ALTER TABLE category_monthly_totals ENABLE ROW LEVEL SECURITY;
ALTER TABLE category_monthly_totals FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON category_monthly_totals USING (tenant_id = current_tenant_id())
  WITH CHECK (tenant_id = current_tenant_id());
GRANT SELECT ON account_daily_totals, category_monthly_totals TO fintrack_app;

-- What the totals should be, from the rows alone: every line is a difference. Empty means proven.
CREATE FUNCTION verify_totals()
RETURNS TABLE (total text, account_id uuid, category_id uuid, period date, stored_minor bigint, actual_minor bigint)
LANGUAGE sql STABLE AS $$
  WITH actual AS (
    SELECT t.account_id, t.date,
      coalesce(sum(t.amount_minor) FILTER (WHERE t.status <> 'pending'), 0)::bigint AS posted,
      coalesce(sum(t.amount_minor) FILTER (WHERE t.status = 'pending'), 0)::bigint AS pending,
      coalesce(sum(t.amount_minor) FILTER (WHERE t.amount_minor > 0), 0)::bigint AS money_in,
      count(*) AS row_count
    FROM transactions t
    WHERE t.tenant_id = current_tenant_id() AND t.deleted_at IS NULL AND t.parent_id IS NULL
    GROUP BY 1, 2
  ), stored AS (
    SELECT d.account_id, d.date, d.posted_minor, d.pending_minor, d.in_minor, d.row_count
    FROM account_daily_totals d WHERE d.tenant_id = current_tenant_id()
  )
  SELECT 'account_daily', account_id, NULL::uuid, date,
    coalesce(s.posted_minor, 0) + coalesce(s.pending_minor, 0), coalesce(a.posted, 0) + coalesce(a.pending, 0)
  FROM actual a FULL JOIN stored s USING (account_id, date)
  WHERE (coalesce(s.posted_minor, 0), coalesce(s.pending_minor, 0), coalesce(s.in_minor, 0),
      coalesce(s.row_count, 0))
    IS DISTINCT FROM (coalesce(a.posted, 0), coalesce(a.pending, 0), coalesce(a.money_in, 0),
      coalesce(a.row_count, 0)::integer)
  UNION ALL
  SELECT * FROM (
    WITH actual AS (
      SELECT date_trunc('month', t.date)::date AS month, t.account_id, t.type,
        coalesce(t.category_id, '00000000-0000-0000-0000-000000000000') AS category_id,
        sum(t.amount_minor)::bigint AS amount,
        coalesce(sum(t.amount_minor) FILTER (WHERE t.amount_minor > 0), 0)::bigint AS money_in,
        count(*) AS row_count
      FROM transactions t
      WHERE t.tenant_id = current_tenant_id() AND t.deleted_at IS NULL AND NOT t.is_split
      GROUP BY 1, 2, 3, 4
    ), stored AS (
      SELECT c.month, c.account_id, c.type, c.category_id, c.amount_minor, c.in_minor, c.row_count
      FROM category_monthly_totals c WHERE c.tenant_id = current_tenant_id()
    )
    SELECT 'category_monthly', account_id, category_id, month, coalesce(s.amount_minor, 0), coalesce(a.amount, 0)
    FROM actual a FULL JOIN stored s USING (month, account_id, type, category_id)
    WHERE (coalesce(s.amount_minor, 0), coalesce(s.in_minor, 0), coalesce(s.row_count, 0))
      IS DISTINCT FROM (coalesce(a.amount, 0), coalesce(a.money_in, 0), coalesce(a.row_count, 0)::integer)
  ) AS monthly
$$;
GRANT EXECUTE ON FUNCTION verify_totals() TO fintrack_app;
