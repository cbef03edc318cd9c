-- The ledger: accounts, anchors, categories, payees, transactions, and the change sets that every write belongs to.
-- Money is bigint minor units; the exponent comes from the currency (ISO 4217).
-- tenant_id leads every key, so that the schema can be distributed by tenant.

CREATE TABLE change_sets (
  tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('request', 'import', 'bulk', 'rule', 'sync', 'assistant', 'revert', 'setup')),
  summary text NOT NULL,
  user_id uuid,
  session_id uuid,
  ip_address text,
  user_agent text,
  reverts_id uuid,
  reverted_by_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX change_sets_newest ON change_sets (tenant_id, created_at DESC, id DESC);

CREATE TABLE accounts (
  tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
  type text NOT NULL CHECK (type IN ('checking', 'savings', 'credit', 'cash', 'investment', 'loan', 'mortgage',
    'property', 'vehicle', 'other_asset', 'other_liability')),
  subtype text CHECK (length(subtype) <= 100),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  credit_limit_minor bigint CHECK (credit_limit_minor >= 0),
  institution_name text CHECK (length(institution_name) <= 255),
  account_number_last4 text CHECK (length(account_number_last4) <= 4),
  is_hidden boolean NOT NULL DEFAULT false,
  archived_at timestamptz,
  display_order integer NOT NULL DEFAULT 0,
  color text CHECK (color ~ '^#[0-9a-fA-F]{6}$'),
  icon text CHECK (length(icon) <= 50),
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, id, currency)
);
CREATE UNIQUE INDEX accounts_name ON accounts (tenant_id, lower(name)) WHERE deleted_at IS NULL;

CREATE TABLE account_balance_anchors (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  anchor_date date NOT NULL,
  balance_minor bigint NOT NULL,
  description text CHECK (length(description) <= 1000),
  is_initial_balance boolean NOT NULL DEFAULT false,
  confidence_level text NOT NULL DEFAULT 'high' CHECK (confidence_level IN ('high', 'medium', 'low')),
  source text NOT NULL DEFAULT 'user' CHECK (source IN ('user', 'import', 'bank')),
  import_id uuid,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, account_id) REFERENCES accounts (tenant_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX anchors_day ON account_balance_anchors (tenant_id, account_id, anchor_date)
  WHERE deleted_at IS NULL;

CREATE TABLE categories (
  tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  parent_id uuid,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
  kind text NOT NULL CHECK (kind IN ('income', 'expense')),
  color text CHECK (color ~ '^#[0-9a-fA-F]{6}$'),
  icon text CHECK (length(icon) <= 50),
  display_order integer NOT NULL DEFAULT 0,
  is_system boolean NOT NULL DEFAULT false,
  is_active boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, parent_id) REFERENCES categories (tenant_id, id),
  CHECK (parent_id <> id)
);
CREATE UNIQUE INDEX categories_name ON categories (tenant_id, parent_id, lower(name)) NULLS NOT DISTINCT
  WHERE deleted_at IS NULL;

CREATE TABLE payees (
  tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
  default_category_id uuid,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, default_category_id) REFERENCES categories (tenant_id, id)
);
CREATE UNIQUE INDEX payees_name ON payees (tenant_id, lower(name)) WHERE deleted_at IS NULL;

-- amount_minor is signed from the account's view: negative leaves the account.
-- A split parent keeps the account's amount (is_split); its children (parent_id) carry the categories.
-- The account's key carries the tenant, so that a key to tenants beside it would only be checked twice a row.
CREATE TABLE transactions (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  date date NOT NULL,
  value_date date,
  amount_minor bigint NOT NULL CHECK (amount_minor BETWEEN -100000000000000000 AND 100000000000000000),
  currency text NOT NULL,
  original_amount_minor bigint,
  original_currency text CHECK (original_currency ~ '^[A-Z]{3}$'),
  type text NOT NULL CHECK (type IN ('income', 'expense', 'transfer')),
  status text NOT NULL DEFAULT 'cleared' CHECK (status IN ('pending', 'cleared', 'reconciled')),
  is_refund boolean NOT NULL DEFAULT false,
  description text NOT NULL CHECK (length(description) <= 2000),
  payee_id uuid,
  category_id uuid,
  notes text CHECK (length(notes) <= 10000),
  tags text[] NOT NULL DEFAULT '{}',
  payment_method text CHECK (length(payment_method) <= 50),
  metadata jsonb NOT NULL DEFAULT '{}',
  parent_id uuid,
  is_split boolean NOT NULL DEFAULT false,
  transfer_account_id uuid,
  transfer_transaction_id uuid,
  import_id uuid,
  external_id text CHECK (length(external_id) <= 255),
  -- what the bank's line said, and its content key; never changed by the user, a rule or an upgrade
  raw_description text,
  fingerprint text,
  created_by text NOT NULL DEFAULT 'user' CHECK (created_by IN ('user', 'import', 'sync', 'rule', 'assistant')),
  change_set_id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz,
  deleted_reason text CHECK (deleted_reason IN ('user', 'revert')),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, account_id, currency) REFERENCES accounts (tenant_id, id, currency) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, category_id) REFERENCES categories (tenant_id, id),
  FOREIGN KEY (tenant_id, payee_id) REFERENCES payees (tenant_id, id),
  CHECK ((deleted_at IS NULL) = (deleted_reason IS NULL)),
  CHECK ((original_amount_minor IS NULL) = (original_currency IS NULL)),
  CHECK (type <> 'expense' OR amount_minor <= 0 OR is_refund)
);
CREATE INDEX transactions_newest ON transactions (tenant_id, date DESC, id DESC)
  WHERE deleted_at IS NULL AND parent_id IS NULL;
CREATE INDEX transactions_account ON transactions (tenant_id, account_id, date DESC, id DESC)
  WHERE parent_id IS NULL;
CREATE INDEX transactions_category ON transactions (tenant_id, category_id, date DESC, id DESC)
  WHERE deleted_at IS NULL;
CREATE INDEX transactions_payee ON transactions (tenant_id, payee_id, date DESC, id DESC)
  WHERE deleted_at IS NULL AND payee_id IS NOT NULL;
-- For lists sorted by amount: without it each page would sort every row of the tenant.
CREATE INDEX transactions_amount ON transactions (tenant_id, amount_minor, id)
  WHERE deleted_at IS NULL AND parent_id IS NULL;
CREATE INDEX transactions_external_id ON transactions (tenant_id, account_id, external_id)
  WHERE external_id IS NOT NULL;
CREATE INDEX transactions_fingerprint ON transactions (tenant_id, account_id, fingerprint)
  WHERE fingerprint IS NOT NULL;
CREATE INDEX transactions_import ON transactions (tenant_id, import_id) WHERE import_id IS NOT NULL;
CREATE INDEX transactions_parent ON transactions (tenant_id, parent_id) WHERE parent_id IS NOT NULL;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['change_sets', 'accounts', 'account_balance_anchors', 'categories', 'payees',
    'transactions'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant_isolation ON %I USING (tenant_id = current_tenant_id())
      WITH CHECK (tenant_id = current_tenant_id())', name);
  END LOOP;
END $$;

GRANT SELECT, INSERT, UPDATE ON accounts, account_balance_anchors, categories, payees, transactions, change_sets
  TO fintrack_app;
-- Registration makes the tenant's default categories in the transaction that makes the tenant.
GRANT SELECT, INSERT ON categories, change_sets TO fintrack_identity;
