-- Imports: the file's lines as they came, what each would do and why, and what it did.

CREATE TABLE imports (
  tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  account_id uuid,
  file_name text NOT NULL CHECK (length(file_name) BETWEEN 1 AND 255),
  file_size bigint NOT NULL CHECK (file_size >= 0),
  file_sha256 bytea NOT NULL,
  format text CHECK (format IN ('csv', 'ofx')),
  encoding text,
  status text NOT NULL CHECK (status IN ('reading', 'draft', 'committing', 'committed', 'reverted', 'failed')),
  -- how the file is read: for CSV the column mapping, with what was detected and why
  mapping jsonb,
  detection jsonb,
  -- one entry a statement in the file: its account there, its account here, its closing balance
  statements jsonb NOT NULL DEFAULT '[]',
  counts jsonb NOT NULL DEFAULT '{}',
  use_closing_balance boolean NOT NULL DEFAULT true,
  error jsonb,
  total_rows integer NOT NULL DEFAULT 0,
  done_rows integer NOT NULL DEFAULT 0,
  matcher_version text NOT NULL DEFAULT 'v1',
  change_set_id uuid,
  -- the last one that took the import back or put it back
  undo_change_set_id uuid,
  created_by_user_id uuid,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  committed_at timestamptz,
  reverted_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, account_id) REFERENCES accounts (tenant_id, id) ON DELETE SET NULL (account_id)
);
CREATE INDEX imports_newest ON imports (tenant_id, created_at DESC, id DESC);

-- transaction_id is chosen when the row is read, so that a commit is one INSERT ... SELECT.
CREATE TABLE import_rows (
  tenant_id uuid NOT NULL,
  import_id uuid NOT NULL,
  row_number integer NOT NULL,
  line integer NOT NULL,
  statement_index integer NOT NULL DEFAULT 0,
  raw text NOT NULL,
  date date,
  value_date date,
  amount_minor bigint,
  currency text,
  description text,
  -- the bank's own text, where the user wrote another description; else NULL
  raw_description text,
  payee text,
  notes text,
  category text,
  external_id text,
  balance_minor bigint,
  status text NOT NULL DEFAULT 'cleared' CHECK (status IN ('pending', 'cleared')),
  fingerprint text,
  fate text NOT NULL CHECK (fate IN ('new', 'duplicate', 'deleted', 'skip', 'invalid')),
  reason text NOT NULL,
  -- what is worth knowing about how the line was read
  remark text,
  matched_transaction_id uuid,
  transaction_id uuid NOT NULL,
  -- the user's own word on this row, which a new preview keeps
  decision text CHECK (decision IN ('add', 'skip')),
  -- the user's corrections {date, amountMinor, description}, already applied above
  edits jsonb,
  PRIMARY KEY (tenant_id, import_id, row_number),
  FOREIGN KEY (tenant_id, import_id) REFERENCES imports (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX import_rows_fate ON import_rows (tenant_id, import_id, fate, row_number);

-- The mapping that worked last time for an account, found again by the shape of the file's header.
CREATE TABLE import_profiles (
  tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  signature text NOT NULL,
  -- NULL where the format needs none (OFX): the profile then remembers the account alone
  mapping jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, account_id, signature),
  FOREIGN KEY (tenant_id, account_id) REFERENCES accounts (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX import_profiles_signature ON import_profiles (tenant_id, signature);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['imports', 'import_rows', 'import_profiles'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant_isolation ON %I USING (tenant_id = current_tenant_id())
      WITH CHECK (tenant_id = current_tenant_id())', name);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE, DELETE ON imports, import_rows, import_profiles TO fintrack_app;
