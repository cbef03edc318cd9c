CREATE OR REPLACE FUNCTION add_to_totals(r transactions, sign integer) RETURNS void
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
    INSERT INTO account_daily_totals AS total
      (tenant_id, account_id, date, posted_minor, pending_minor, in_minor, row_count)
    VALUES (r.tenant_id, r.account_id, r.date, posted, minor - posted, money_in, sign)
    ON CONFLICT (tenant_id, account_id, date) DO UPDATE SET
      posted_minor = total.posted_minor + EXCLUDED.posted_minor,
      pending_minor = total.pending_minor + EXCLUDED.pending_minor,
      in_minor = total.in_minor + EXCLUDED.in_minor,
      row_count = total.row_count + EXCLUDED.row_count;
    INSERT INTO account_monthly_totals AS total
      (tenant_id, account_id, month, posted_minor, pending_minor, in_minor, row_count)
    VALUES (r.tenant_id, r.account_id, first_of_month, posted, minor - posted, money_in, sign)
    ON CONFLICT (tenant_id, account_id, month) DO UPDATE SET
      posted_minor = total.posted_minor + EXCLUDED.posted_minor,
      pending_minor = total.pending_minor + EXCLUDED.pending_minor,
      in_minor = total.in_minor + EXCLUDED.in_minor,
      row_count = total.row_count + EXCLUDED.row_count;
  END IF;
END $$;
