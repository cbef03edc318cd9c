-- Exchange rates. What the world publishes is the same for everybody: it stands once, above the tenants, and the
-- program's role can only read it. What a tenant pins or takes from a file is its own, under row-level security.
-- A rate says how many units of `quote` one unit of `base` is; numeric keeps its digits as they were published.

CREATE TABLE exchange_rates (
  source text NOT NULL CHECK (source IN ('ecb', 'fed')),
  base text NOT NULL CHECK (base ~ '^[A-Z]{3}$'),
  quote text NOT NULL CHECK (quote ~ '^[A-Z]{3}$' AND quote <> base),
  date date NOT NULL,
  rate numeric NOT NULL CHECK (rate > 0),
  PRIMARY KEY (source, base, quote, date)
);

-- What was asked of each source, and what came of it: shown on the page about currencies.
CREATE TABLE exchange_rate_sources (
  source text PRIMARY KEY CHECK (source IN ('ecb', 'fed')),
  -- the shipped file that was loaded last
  snapshot text,
  last_attempt_at timestamptz,
  last_success_at timestamptz,
  -- NULL after a success
  last_error text CHECK (length(last_error) <= 1000)
);

-- Pinned by hand ('manual', goes before what is published for the same day) or read from a file that the user chose.
CREATE TABLE tenant_rates (
  tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  base text NOT NULL CHECK (base ~ '^[A-Z]{3}$'),
  quote text NOT NULL CHECK (quote ~ '^[A-Z]{3}$' AND quote <> base),
  rate_date date NOT NULL,
  rate numeric NOT NULL CHECK (rate > 0),
  source text NOT NULL DEFAULT 'manual' CHECK (source IN ('manual', 'file')),
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz,
  PRIMARY KEY (tenant_id, id)
);
-- EUR in USD and USD in EUR are the same pair: one rate of a kind for it and a day.
CREATE UNIQUE INDEX tenant_rates_day ON tenant_rates
  (tenant_id, least(base, quote), greatest(base, quote), rate_date, source) WHERE deleted_at IS NULL;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['exchange_rates', 'exchange_rate_sources', 'tenant_rates'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
  END LOOP;
END $$;
CREATE POLICY tenant_isolation ON tenant_rates USING (tenant_id = current_tenant_id())
  WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY shared_read ON exchange_rates FOR SELECT TO fintrack_app USING (true);
CREATE POLICY shared_read ON exchange_rate_sources FOR SELECT TO fintrack_app USING (true);
-- The fetch job works across tenants by its nature, outside of any: as the identity role, never as the tenants' one.
CREATE POLICY identity_all ON exchange_rates TO fintrack_identity USING (true) WITH CHECK (true);
CREATE POLICY identity_all ON exchange_rate_sources TO fintrack_identity USING (true) WITH CHECK (true);
CREATE POLICY owner_all ON exchange_rates TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY owner_all ON exchange_rate_sources TO CURRENT_USER USING (true) WITH CHECK (true);

GRANT SELECT ON exchange_rates, exchange_rate_sources TO fintrack_app;
GRANT SELECT, INSERT, UPDATE ON exchange_rates, exchange_rate_sources TO fintrack_identity;
GRANT SELECT, INSERT, UPDATE ON tenant_rates TO fintrack_app;

CREATE TRIGGER audit_on_insert AFTER INSERT ON tenant_rates REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION audit_insert('exchange_rate');
CREATE TRIGGER audit_on_update AFTER UPDATE ON tenant_rates REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION audit_update('exchange_rate');
