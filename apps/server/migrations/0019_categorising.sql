-- The categoriser: models that were trained on a tenant's own rows, and how sure one has to be to act by itself.

-- Versions count up from 1 in each tenant, and their figures are kept for good: a row says which version set its
-- category. The model itself is kept of the newest few. It is derived from the books, so that it is not audited.
CREATE TABLE category_models (
  tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  version integer NOT NULL CHECK (version >= 1),
  -- NULL once newer ones have taken its place
  model text CHECK (length(model) <= 4000000),
  trained_rows integer NOT NULL CHECK (trained_rows >= 0),
  merchants integer NOT NULL CHECK (merchants >= 0),
  categories integer NOT NULL CHECK (categories >= 0),
  -- how it did on rows that were held back
  trial jsonb NOT NULL,
  -- the newest entry of the audit trail that it can have learnt from; NULL: there was none
  trained_until uuid,
  trained_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, version)
);

CREATE TABLE categoriser_settings (
  tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  boldness text NOT NULL CHECK (boldness IN ('off', 'cautious', 'usual', 'bold')),
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX categoriser_settings_one ON categoriser_settings (tenant_id) WHERE deleted_at IS NULL;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['category_models', 'categoriser_settings'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant_isolation ON %I USING (tenant_id = current_tenant_id())
      WITH CHECK (tenant_id = current_tenant_id())', name);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE ON category_models, categoriser_settings TO fintrack_app;

CREATE TRIGGER audit_on_insert AFTER INSERT ON categoriser_settings REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION audit_insert('categoriser_setting');
CREATE TRIGGER audit_on_update AFTER UPDATE ON categoriser_settings REFERENCING OLD TABLE AS old_rows
  NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_update('categoriser_setting');
