-- Splits kept whole by the database, transfers found again, and pairs of rows that are no transfer.
-- docs/specs/transfers.md names the invariants.

-- Split parents and their parts, newest first and by amount. A list by category shows parts in place of parents, which
-- the indexes of ordinary rows leave out. Rows that are not split cost these indexes nothing.
CREATE INDEX transactions_splits ON transactions (tenant_id, date DESC, id DESC)
  WHERE deleted_at IS NULL AND (is_split OR parent_id IS NOT NULL);
CREATE INDEX transactions_splits_amount ON transactions (tenant_id, amount_minor, id)
  WHERE deleted_at IS NULL AND (is_split OR parent_id IS NOT NULL);
-- The transfers of an account, newest first: what a currency cost before.
CREATE INDEX transactions_transfers ON transactions (tenant_id, account_id, date DESC, id DESC)
  WHERE deleted_at IS NULL AND transfer_transaction_id IS NOT NULL;

-- The parts of a split are where, when and what their parent is, and come and go with it. Whatever writes a parent,
-- one row or ten thousand, its parts follow in the same statement. What a part took over from its parent (payee,
-- description, tags) follows too; what it was given of its own stays.
CREATE FUNCTION parts_follow_parent() RETURNS trigger
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
CREATE TRIGGER parts_follow_parent AFTER UPDATE ON transactions
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION parts_follow_parent();

-- Looked at when the transaction commits, so that parent and parts may be written in any order; only for rows of
-- a split, so that all others pay for a comparison.
CREATE FUNCTION check_split() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  parent transactions;
  whole uuid := coalesce(NEW.parent_id, NEW.id);
  problem text;
BEGIN
  SELECT t.* INTO parent FROM transactions t WHERE t.tenant_id = NEW.tenant_id AND t.id = whole;
  SELECT CASE
      WHEN parent.id IS NULL OR parent.deleted_at IS NOT NULL OR NOT parent.is_split THEN
        CASE WHEN count(*) > 0 THEN 'has parts and is no split' END
      WHEN count(*) = 0 THEN 'is a split without parts'
      WHEN sum(c.amount_minor) <> parent.amount_minor THEN 'is not the sum of its parts'
      WHEN bool_or((c.account_id, c.date, c.currency, c.status, c.type)
          IS DISTINCT FROM (parent.account_id, parent.date, parent.currency, parent.status, parent.type))
        THEN 'and its parts disagree in account, date, status or type'
    END
  INTO problem
  FROM transactions c WHERE c.tenant_id = NEW.tenant_id AND c.parent_id = whole AND c.deleted_at IS NULL;
  IF problem IS NOT NULL THEN
    RAISE EXCEPTION 'transaction % %', whole, problem
      USING ERRCODE = 'check_violation', CONSTRAINT = 'transactions_split', TABLE = 'transactions';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER split_on_insert AFTER INSERT ON transactions
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.is_split OR NEW.parent_id IS NOT NULL)
  EXECUTE FUNCTION check_split();
CREATE CONSTRAINT TRIGGER split_on_update AFTER UPDATE ON transactions
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN ((NEW.is_split OR OLD.is_split OR NEW.parent_id IS NOT NULL)
    AND (NEW.amount_minor, NEW.account_id, NEW.date, NEW.status, NEW.type, NEW.is_split, NEW.parent_id, NEW.deleted_at)
      IS DISTINCT FROM
      (OLD.amount_minor, OLD.account_id, OLD.date, OLD.status, OLD.type, OLD.is_split, OLD.parent_id, OLD.deleted_at))
  EXECUTE FUNCTION check_split();

-- Pairs of rows of which the user said that they are no transfer. The row of a bank line that was deleted and booked
-- again has a new id: its account and fingerprint say then that it is the same line.
CREATE TABLE rejected_transfer_pairs (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  -- the smaller id first
  first_id uuid NOT NULL,
  second_id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, first_id) REFERENCES transactions (tenant_id, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, second_id) REFERENCES transactions (tenant_id, id) ON DELETE CASCADE,
  CHECK (first_id < second_id)
);
CREATE UNIQUE INDEX rejected_transfer_pairs_pair ON rejected_transfer_pairs (tenant_id, first_id, second_id)
  WHERE deleted_at IS NULL;
CREATE INDEX rejected_transfer_pairs_second ON rejected_transfer_pairs (tenant_id, second_id);

ALTER TABLE rejected_transfer_pairs ENABLE ROW LEVEL SECURITY;
ALTER TABLE rejected_transfer_pairs FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON rejected_transfer_pairs USING (tenant_id = current_tenant_id())
  WITH CHECK (tenant_id = current_tenant_id());
GRANT SELECT, INSERT, UPDATE ON rejected_transfer_pairs TO fintrack_app;

CREATE TRIGGER audit_on_insert AFTER INSERT ON rejected_transfer_pairs REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION audit_insert('rejected_transfer_pair');
CREATE TRIGGER audit_on_update AFTER UPDATE ON rejected_transfer_pairs
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION audit_update('rejected_transfer_pair');
