-- Comparing an account with its bank statements, and what the search for the cause of a difference reads.

CREATE TABLE reconciliations (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  statement_date date NOT NULL,
  closing_minor bigint NOT NULL,
  -- what the statement opens with, at the end of which day (NULL: nothing, before the first row), and who says so
  opening_date date,
  opening_minor bigint NOT NULL,
  opening_source text NOT NULL CHECK (opening_source IN ('previous', 'anchor', 'stated', 'zero')),
  -- Rows up to this day are in the opening balance of the first statement of the chain; a row that a later statement
  -- left out stays on offer. NULL: every row is.
  rows_after date,
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'finished', 'unlocked')),
  finished_at timestamptz,
  unlocked_at timestamptz,
  unlock_reason text CHECK (length(unlock_reason) BETWEEN 1 AND 500),
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, account_id) REFERENCES accounts (tenant_id, id) ON DELETE CASCADE,
  CHECK ((status = 'open') = (finished_at IS NULL)),
  CHECK ((status = 'unlocked') = (unlock_reason IS NOT NULL)),
  CHECK ((status = 'unlocked') = (unlocked_at IS NOT NULL))
);
CREATE INDEX reconciliations_account ON reconciliations (tenant_id, account_id, statement_date DESC, id DESC)
  WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX reconciliations_open ON reconciliations (tenant_id, account_id)
  WHERE status = 'open' AND deleted_at IS NULL;
CREATE UNIQUE INDEX reconciliations_statement ON reconciliations (tenant_id, account_id, statement_date)
  WHERE status = 'finished' AND deleted_at IS NULL;

-- The ticks of a reconciliation. They touch no row of the ledger until it is finished, and are kept afterwards, so that
-- undoing that finds them again. Drafts are not audited.
CREATE TABLE reconciliation_ticks (
  tenant_id uuid NOT NULL,
  reconciliation_id uuid NOT NULL,
  transaction_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, reconciliation_id, transaction_id),
  FOREIGN KEY (tenant_id, reconciliation_id) REFERENCES reconciliations (tenant_id, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, transaction_id) REFERENCES transactions (tenant_id, id) ON DELETE CASCADE
);
-- For the foreign key: a transaction that is erased with its tenant takes its ticks along.
CREATE INDEX reconciliation_ticks_transaction ON reconciliation_ticks (tenant_id, transaction_id);

ALTER TABLE transactions ADD CONSTRAINT transactions_reconciliation
  FOREIGN KEY (tenant_id, reconciliation_id) REFERENCES reconciliations (tenant_id, id);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['reconciliations', 'reconciliation_ticks'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant_isolation ON %I USING (tenant_id = current_tenant_id())
      WITH CHECK (tenant_id = current_tenant_id())', name);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE ON reconciliations TO fintrack_app;
GRANT SELECT, INSERT, DELETE ON reconciliation_ticks TO fintrack_app;

CREATE TRIGGER audit_on_insert AFTER INSERT ON reconciliations REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION audit_insert('reconciliation');
CREATE TRIGGER audit_on_update AFTER UPDATE ON reconciliations REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION audit_update('reconciliation');

-- What explains a difference is looked up by its exact amount: rows that were deleted, and lines of a bank's file that
-- were not booked. Both are few beside the rows that are.
CREATE INDEX transactions_deleted_amount ON transactions (tenant_id, account_id, amount_minor)
  WHERE deleted_at IS NOT NULL AND parent_id IS NULL;
CREATE INDEX import_rows_unbooked ON import_rows (tenant_id, amount_minor, date) WHERE fate <> 'new';
