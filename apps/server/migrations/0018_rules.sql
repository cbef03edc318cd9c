-- Rules: conditions and actions as the contract says them, run in the order of their positions. docs/specs/rules.md
-- names the semantics.

CREATE TABLE rules (
  tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
  position integer NOT NULL CHECK (position >= 1),
  condition jsonb NOT NULL,
  actions jsonb NOT NULL CHECK (jsonb_typeof(actions) = 'array'),
  is_active boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX rules_order ON rules (tenant_id, position, id) WHERE deleted_at IS NULL;

-- What was answered to a proposed rule, so that it does not come back.
CREATE TABLE rule_proposal_answers (
  tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  proposal_key text NOT NULL CHECK (length(proposal_key) <= 1000),
  answer text NOT NULL CHECK (answer IN ('accepted', 'dismissed')),
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX rule_proposal_answers_key ON rule_proposal_answers (tenant_id, proposal_key)
  WHERE deleted_at IS NULL;

-- Applying rules to rows that are there: what was asked for, how far it has come and what came of it.
CREATE TABLE rule_runs (
  tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  request jsonb NOT NULL,
  status text NOT NULL DEFAULT 'running' CHECK (status IN ('running', 'done', 'failed')),
  total_rows integer NOT NULL DEFAULT 0,
  done_rows integer NOT NULL DEFAULT 0,
  changed_rows integer NOT NULL DEFAULT 0,
  kept_rows integer NOT NULL DEFAULT 0,
  refused_rows integer NOT NULL DEFAULT 0,
  error text,
  change_set_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id)
);

-- Which rule, model or payee set which field of a row in a change set: {"categoryId": {"by": "rule", ...}}. What a
-- person set is not in it, and what an import set is in import_rows.
CREATE TABLE field_origins (
  tenant_id uuid NOT NULL,
  transaction_id uuid NOT NULL,
  change_set_id uuid NOT NULL,
  set_by jsonb NOT NULL,
  PRIMARY KEY (tenant_id, transaction_id, change_set_id),
  FOREIGN KEY (tenant_id, transaction_id) REFERENCES transactions (tenant_id, id) ON DELETE CASCADE
);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['rules', 'rule_proposal_answers', 'rule_runs', 'field_origins'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant_isolation ON %I USING (tenant_id = current_tenant_id())
      WITH CHECK (tenant_id = current_tenant_id())', name);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE ON rules, rule_proposal_answers, rule_runs TO fintrack_app;
GRANT SELECT, INSERT ON field_origins TO fintrack_app;

DO $$
DECLARE pair text[];
BEGIN
  FOREACH pair SLICE 1 IN ARRAY ARRAY[['rules', 'rule'], ['rule_proposal_answers', 'rule_proposal_answer']] LOOP
    EXECUTE format('CREATE TRIGGER audit_on_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS new_rows
      FOR EACH STATEMENT EXECUTE FUNCTION audit_insert(%L)', pair[1], pair[2]);
    EXECUTE format('CREATE TRIGGER audit_on_update AFTER UPDATE ON %I REFERENCING OLD TABLE AS old_rows
      NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_update(%L)', pair[1], pair[2]);
  END LOOP;
END $$;

-- Categories that were changed, newest last: three equal ones by a person are worth a rule.
CREATE INDEX audit_logs_recategorised ON audit_logs (tenant_id, id)
  WHERE resource_type = 'transaction' AND action = 'update'
    AND (old_values -> 'category_id') IS DISTINCT FROM (new_values -> 'category_id');

-- What a new row gets beside what the file says of it: from rules, the file's category, the payee or the model. set_by
-- names for each field who set it.
ALTER TABLE import_rows
  ADD COLUMN category_id uuid,
  ADD COLUMN payee_name text CHECK (length(payee_name) <= 255),
  ADD COLUMN tags text[] NOT NULL DEFAULT '{}',
  ADD COLUMN set_notes text CHECK (length(set_notes) <= 10000),
  -- [{id, amount_minor, category_id, notes}]: parts that add up to amount_minor
  ADD COLUMN splits jsonb,
  -- the row is the side of a transfer with this account
  ADD COLUMN transfer_account_id uuid,
  -- why a rule leaves the row out
  ADD COLUMN skip_reason text,
  ADD COLUMN set_by jsonb;
