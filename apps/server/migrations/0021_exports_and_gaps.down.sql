DROP TRIGGER words_on_update ON payee_aliases;
DROP TRIGGER words_on_insert ON payee_aliases;
DROP FUNCTION learn_changed_aliases();
DROP FUNCTION learn_aliases();
CREATE OR REPLACE FUNCTION learn_payees() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    DELETE FROM payee_words w USING new_rows n WHERE w.tenant_id = n.tenant_id AND w.payee_id = n.id;
  END IF;
  INSERT INTO payee_words (tenant_id, word, payee_id)
  SELECT DISTINCT n.tenant_id, u.word, n.id FROM new_rows n
  CROSS JOIN unnest(string_to_array(search_fold(n.name), ' ')) AS u (word)
  WHERE n.deleted_at IS NULL AND u.word <> '';
  RETURN NULL;
END $$;
DROP FUNCTION learn_payee_words(uuid[]);
-- The words of names alone, as before.
ALTER TABLE payees NO FORCE ROW LEVEL SECURITY;
ALTER TABLE payee_words NO FORCE ROW LEVEL SECURITY;
DELETE FROM payee_words;
INSERT INTO payee_words (tenant_id, word, payee_id)
  SELECT DISTINCT p.tenant_id, u.word, p.id FROM payees p
  CROSS JOIN unnest(string_to_array(search_fold(p.name), ' ')) AS u (word)
  WHERE p.deleted_at IS NULL AND u.word <> '';
ALTER TABLE payees FORCE ROW LEVEL SECURITY;
ALTER TABLE payee_words FORCE ROW LEVEL SECURITY;

CREATE OR REPLACE FUNCTION parts_follow_parent() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM new_rows n WHERE n.is_split) THEN RETURN NULL; END IF;
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
    );
  RETURN NULL;
END $$;

DROP FUNCTION erase_tenant(uuid);
CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('app.erasing_tenant', true) = OLD.tenant_id::text THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '42501';
END $$;

DROP TRIGGER uses_on_delete ON transactions;
CREATE TRIGGER uses_on_delete AFTER DELETE ON transactions REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION maintain_uses_on_delete();
DROP TRIGGER totals_on_delete ON transactions;
CREATE TRIGGER totals_on_delete AFTER DELETE ON transactions
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION maintain_totals_on_delete();
DROP FUNCTION is_tenant_erased();

ALTER TABLE import_rows DROP COLUMN own;
