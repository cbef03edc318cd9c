DROP FUNCTION verify_monthly_totals();

CREATE OR REPLACE FUNCTION maintain_totals_on_insert() RETURNS trigger
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

CREATE OR REPLACE FUNCTION maintain_totals_on_update() RETURNS trigger
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

CREATE OR REPLACE FUNCTION maintain_totals_on_delete() RETURNS trigger
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

DROP TABLE account_monthly_totals;
