-- What comes again and again: what a person has decided about a series stands in recurring_series and is audited; what
-- detection has found about it stands in recurring_evidence and recurring_rows, is derived from the ledger, and can be
-- found again. A posting is the mark that a due day was booked, which no undoing takes away: it is never booked twice.

CREATE TABLE recurring_series (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('proposed', 'accepted', 'dismissed', 'ended')),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
  account_id uuid NOT NULL,
  currency text NOT NULL,
  payee_id uuid,
  category_id uuid,
  -- a person's own; NULL: what detection finds
  schedule jsonb,
  expected_minor bigint,
  low_minor bigint,
  high_minor bigint,
  posting text NOT NULL DEFAULT 'none' CHECK (posting IN ('none', 'remind', 'post')),
  post_as text NOT NULL DEFAULT 'pending' CHECK (post_as IN ('pending', 'cleared')),
  starts_on date,
  ends_on date,
  description text NOT NULL DEFAULT '' CHECK (length(description) <= 2000),
  notes text CHECK (length(notes) <= 10000),
  tags text[] NOT NULL DEFAULT '{}',
  is_made_by_hand boolean NOT NULL DEFAULT false,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, account_id, currency) REFERENCES accounts (tenant_id, id, currency) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, payee_id) REFERENCES payees (tenant_id, id),
  FOREIGN KEY (tenant_id, category_id) REFERENCES categories (tenant_id, id),
  CHECK ((expected_minor IS NULL) = (low_minor IS NULL) AND (low_minor IS NULL) = (high_minor IS NULL)),
  CHECK (NOT is_made_by_hand OR (schedule IS NOT NULL AND expected_minor IS NOT NULL)),
  CHECK (ends_on >= starts_on)
);
CREATE INDEX recurring_series_state ON recurring_series (tenant_id, state, id) WHERE deleted_at IS NULL;
CREATE INDEX recurring_series_account ON recurring_series (tenant_id, account_id);

CREATE TABLE recurring_evidence (
  tenant_id uuid NOT NULL,
  series_id uuid NOT NULL,
  -- percent
  confidence integer NOT NULL CHECK (confidence BETWEEN 0 AND 100),
  reasons text[] NOT NULL,
  schedule jsonb NOT NULL,
  amount_kind text NOT NULL CHECK (amount_kind IN ('fixed', 'variable')),
  expected_minor bigint NOT NULL,
  low_minor bigint NOT NULL,
  high_minor bigint NOT NULL,
  -- how far before and after its day it has come
  early_days integer NOT NULL,
  late_days integer NOT NULL,
  -- [{from, amountMinor, rows}], oldest first
  price_history jsonb NOT NULL,
  -- the words by which slightly other texts of the same merchant are known again
  merchant_words text[] NOT NULL,
  first_date date NOT NULL,
  last_date date NOT NULL,
  row_count integer NOT NULL,
  has_stopped boolean NOT NULL,
  detected_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, series_id),
  FOREIGN KEY (tenant_id, series_id) REFERENCES recurring_series (tenant_id, id) ON DELETE CASCADE
);

-- A row belongs to one series at most.
CREATE TABLE recurring_rows (
  tenant_id uuid NOT NULL,
  transaction_id uuid NOT NULL,
  series_id uuid NOT NULL,
  due_date date NOT NULL,
  PRIMARY KEY (tenant_id, transaction_id),
  FOREIGN KEY (tenant_id, series_id) REFERENCES recurring_series (tenant_id, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, transaction_id) REFERENCES transactions (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX recurring_rows_series ON recurring_rows (tenant_id, series_id, due_date);

CREATE TABLE recurring_postings (
  tenant_id uuid NOT NULL,
  series_id uuid NOT NULL,
  due_date date NOT NULL,
  -- NULL where the bank's own row was there before it
  transaction_id uuid,
  -- the bank's row that took its place
  settled_by_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, series_id, due_date),
  FOREIGN KEY (tenant_id, series_id) REFERENCES recurring_series (tenant_id, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, transaction_id) REFERENCES transactions (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX recurring_postings_open ON recurring_postings (tenant_id, transaction_id)
  WHERE transaction_id IS NOT NULL;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['recurring_series', 'recurring_evidence', 'recurring_rows', 'recurring_postings'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant_isolation ON %I USING (tenant_id = current_tenant_id())
      WITH CHECK (tenant_id = current_tenant_id())', name);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE ON recurring_series, recurring_evidence, recurring_postings TO fintrack_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON recurring_rows TO fintrack_app;

CREATE TRIGGER audit_on_insert AFTER INSERT ON recurring_series REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION audit_insert('recurring_series');
CREATE TRIGGER audit_on_update AFTER UPDATE ON recurring_series REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION audit_update('recurring_series');
