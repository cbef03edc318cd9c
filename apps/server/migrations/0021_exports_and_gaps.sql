-- Rows of an own export that come back, a tenant that is erased whole, splits by the ten thousand, and the other names
-- of payees in search.

-- A row as an export of FinTrack says it, with what a bank's file does not know: its parts, its transfer, its tags.
-- NULL for every other file.
ALTER TABLE import_rows ADD COLUMN own jsonb CHECK (jsonb_typeof(own) = 'object');

-- True from the moment in which a tenant that is being erased is gone, while its rows follow.
CREATE FUNCTION is_tenant_erased() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE erased text := nullif(current_setting('app.erasing_tenant', true), '');
BEGIN
  RETURN erased IS NOT NULL AND NOT EXISTS (SELECT FROM tenants t WHERE t.id = erased::uuid);
END $$;
REVOKE ALL ON FUNCTION is_tenant_erased() FROM PUBLIC;

-- The totals go with their tenant, and none could be made any more. Rows that go with their account leave them right.
DROP TRIGGER totals_on_delete ON transactions;
CREATE TRIGGER totals_on_delete AFTER DELETE ON transactions REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT WHEN (NOT is_tenant_erased()) EXECUTE FUNCTION maintain_totals_on_delete();
DROP TRIGGER uses_on_delete ON transactions;
CREATE TRIGGER uses_on_delete AFTER DELETE ON transactions REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT WHEN (NOT is_tenant_erased()) EXECUTE FUNCTION maintain_uses_on_delete();

-- To say that a tenant is being erased is not enough: the trail goes when its tenant is gone, and not before.
CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('app.erasing_tenant', true) = OLD.tenant_id::text AND is_tenant_erased() THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '42501';
END $$;

-- Erases a tenant and every row that names it, waiting jobs included. For the owner alone: nobody else may delete what
-- the tenant's rows are. Answers whether there was such a tenant.
CREATE FUNCTION erase_tenant(p_tenant uuid) RETURNS boolean
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE was_there boolean;
BEGIN
  PERFORM set_config('app.erasing_tenant', p_tenant::text, true);
  DELETE FROM tenants WHERE id = p_tenant;
  was_there := FOUND;
  PERFORM set_config('app.erasing_tenant', '', true);
  PERFORM graphile_worker.complete_jobs(ARRAY(
    SELECT j.id FROM graphile_worker._private_jobs j WHERE j.payload ->> 'tenantId' = p_tenant::text));
  RETURN was_there;
END $$;
REVOKE ALL ON FUNCTION erase_tenant(uuid) FROM PUBLIC;

-- As before, but planned for the rows that are there: a plan that was made for one row compares every old row with every
-- new one, and is kept. A join without loops is no way out here, since the parts are found along their index.
CREATE OR REPLACE FUNCTION parts_follow_parent() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM new_rows n WHERE n.is_split) THEN RETURN NULL; END IF;
  EXECUTE $update$
    UPDATE transactions c SET
      account_id = n.account_id, currency = n.currency, date = n.date, value_date = n.value_date, status = n.status,
      type = n.type, reconciliation_id = n.reconciliation_id,
      is_refund = CASE n.type WHEN 'expense' THEN c.amount_minor > 0 WHEN 'income' THEN c.amount_minor < 0 ELSE false END,
      payee_id = CASE WHEN c.payee_id IS NOT DISTINCT FROM o.payee_id THEN n.payee_id ELSE c.payee_id END,
      description = CASE WHEN c.description = o.description THEN n.description ELSE c.description END,
      tags = CASE WHEN c.tags = o.tags THEN n.tags ELSE c.tags END,
      deleted_at = n.deleted_at, deleted_reason = n.deleted_reason, version = c.version + 1, updated_at = n.updated_at
    FROM new_rows n JOIN old_rows o ON o.tenant_id = n.tenant_id AND o.id = n.id
    WHERE n.is_split AND c.tenant_id = n.tenant_id AND c.parent_id = n.id
      AND (
        (c.deleted_at IS NULL AND o.deleted_at IS NULL)
        -- a restored parent has the parts again that went in the moment in which it went
        OR (c.deleted_at = o.deleted_at AND n.deleted_at IS NULL)
      )
      AND (
        (c.account_id, c.currency, c.date, c.value_date, c.status, c.type, c.reconciliation_id, c.deleted_at)
          IS DISTINCT FROM
          (n.account_id, n.currency, n.date, n.value_date, n.status, n.type, n.reconciliation_id, n.deleted_at)
        OR (c.payee_id IS NOT DISTINCT FROM o.payee_id AND c.payee_id IS DISTINCT FROM n.payee_id)
        OR (c.description = o.description AND c.description <> n.description)
        OR (c.tags = o.tags AND c.tags <> n.tags)
      )
  $update$;
  RETURN NULL;
END $$;

-- Payees are found by their other names, too.
CREATE FUNCTION learn_payee_words(p_ids uuid[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM payee_words w WHERE w.tenant_id = current_tenant_id() AND w.payee_id = ANY (p_ids);
  INSERT INTO payee_words (tenant_id, word, payee_id)
  SELECT DISTINCT p.tenant_id, u.word, p.id
  FROM payees p
  CROSS JOIN LATERAL (
    SELECT p.name
    UNION ALL
    SELECT a.name FROM payee_aliases a
    WHERE a.tenant_id = p.tenant_id AND a.payee_id = p.id AND a.deleted_at IS NULL
  ) known
  CROSS JOIN unnest(string_to_array(search_fold(known.name), ' ')) AS u (word)
  WHERE p.tenant_id = current_tenant_id() AND p.id = ANY (p_ids) AND p.deleted_at IS NULL AND u.word <> ''
  ON CONFLICT DO NOTHING;
$$;
REVOKE ALL ON FUNCTION learn_payee_words(uuid[]) FROM PUBLIC;

CREATE OR REPLACE FUNCTION learn_payees() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM learn_payee_words(array_agg(n.id)) FROM new_rows n HAVING count(*) > 0;
  RETURN NULL;
END $$;

-- An alias that moves to another payee takes its words along: both payees are learnt anew.
CREATE FUNCTION learn_aliases() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM learn_payee_words(array_agg(DISTINCT n.payee_id)) FROM new_rows n HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE FUNCTION learn_changed_aliases() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM learn_payee_words(array_agg(DISTINCT c.payee_id))
  FROM (SELECT n.payee_id FROM new_rows n UNION SELECT o.payee_id FROM old_rows o) c HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER words_on_insert AFTER INSERT ON payee_aliases REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION learn_aliases();
CREATE TRIGGER words_on_update AFTER UPDATE ON payee_aliases REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION learn_changed_aliases();

-- What is there already; the owner reads across tenants for this once.
ALTER TABLE payee_aliases NO FORCE ROW LEVEL SECURITY;
ALTER TABLE payee_words NO FORCE ROW LEVEL SECURITY;
INSERT INTO payee_words (tenant_id, word, payee_id)
  SELECT DISTINCT a.tenant_id, u.word, a.payee_id FROM payee_aliases a
  CROSS JOIN unnest(string_to_array(search_fold(a.name), ' ')) AS u (word)
  WHERE a.deleted_at IS NULL AND u.word <> ''
  ON CONFLICT DO NOTHING;
ALTER TABLE payee_aliases FORCE ROW LEVEL SECURITY;
ALTER TABLE payee_words FORCE ROW LEVEL SECURITY;
