-- The audit trail: append-only, written by triggers, so that no writer can forget it. A ledger write outside
-- a change set is refused. Also the answers kept for Idempotency-Key.

CREATE TABLE audit_logs (
  tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  id uuid NOT NULL DEFAULT uuid_v7(),
  change_set_id uuid,
  user_id uuid,
  session_id uuid,
  action text NOT NULL,
  resource_type text NOT NULL,
  resource_id uuid,
  ip_address text,
  user_agent text,
  old_values jsonb,
  new_values jsonb,
  success boolean NOT NULL DEFAULT true,
  error_message text,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX audit_logs_resource ON audit_logs (tenant_id, resource_type, resource_id, id);
CREATE INDEX audit_logs_change_set ON audit_logs (tenant_id, change_set_id, id);
CREATE INDEX audit_logs_user ON audit_logs (tenant_id, user_id, id);

-- Erasing a whole tenant is the one way a row leaves; it says so by a setting that only the erasure makes.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('app.erasing_tenant', true) = OLD.tenant_id::text THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'audit_logs is append-only' USING ERRCODE = '42501';
END $$;
CREATE TRIGGER audit_logs_append_only BEFORE UPDATE OR DELETE ON audit_logs
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();

CREATE FUNCTION current_change_set() RETURNS change_sets
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE found change_sets;
BEGIN
  SELECT c.* INTO found FROM change_sets c
  WHERE c.tenant_id = current_tenant_id()
    AND c.id = nullif(current_setting('app.change_set_id', true), '')::uuid;
  IF found.id IS NULL THEN
    RAISE EXCEPTION 'a ledger write needs a change set' USING ERRCODE = '55000';
  END IF;
  RETURN found;
END $$;

REVOKE ALL ON FUNCTION current_change_set() FROM PUBLIC;

CREATE FUNCTION audit_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE s change_sets;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;
  s := current_change_set();
  INSERT INTO audit_logs (tenant_id, change_set_id, user_id, session_id, action, resource_type, resource_id,
    ip_address, user_agent, new_values)
  SELECT s.tenant_id, s.id, s.user_id, s.session_id, 'create', TG_ARGV[0], (n.row ->> 'id')::uuid,
    s.ip_address, s.user_agent, n.row
  FROM (SELECT to_jsonb(r) AS row FROM new_rows r) n;
  RETURN NULL;
END $$;

-- Imported rows are kept in import_rows with their fate and are undone by their import, so a statement that
-- adds them is one audit entry with their number and sum. Any other new transaction is an entry of its own.
CREATE FUNCTION audit_transaction_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE s change_sets;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;
  s := current_change_set();
  INSERT INTO audit_logs (tenant_id, change_set_id, user_id, session_id, action, resource_type, resource_id,
    ip_address, user_agent, new_values)
  SELECT s.tenant_id, s.id, s.user_id, s.session_id, 'import', 'import', n.import_id, s.ip_address, s.user_agent,
    jsonb_build_object('rows', count(*), 'amount_minor', sum(n.amount_minor))
  FROM new_rows n WHERE s.kind = 'import' AND n.import_id IS NOT NULL
  GROUP BY n.import_id;
  INSERT INTO audit_logs (tenant_id, change_set_id, user_id, session_id, action, resource_type, resource_id,
    ip_address, user_agent, new_values)
  SELECT s.tenant_id, s.id, s.user_id, s.session_id, 'create', 'transaction', n.id, s.ip_address, s.user_agent,
    to_jsonb(n)
  FROM new_rows n WHERE s.kind <> 'import' OR n.import_id IS NULL;
  RETURN NULL;
END $$;

CREATE FUNCTION audit_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE s change_sets;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;
  s := current_change_set();
  INSERT INTO audit_logs (tenant_id, change_set_id, user_id, session_id, action, resource_type, resource_id,
    ip_address, user_agent, old_values, new_values)
  SELECT s.tenant_id, s.id, s.user_id, s.session_id,
    CASE
      WHEN o.row ->> 'deleted_at' IS NULL AND n.row ->> 'deleted_at' IS NOT NULL THEN 'delete'
      WHEN o.row ->> 'deleted_at' IS NOT NULL AND n.row ->> 'deleted_at' IS NULL THEN 'restore'
      ELSE 'update'
    END,
    TG_ARGV[0], (n.row ->> 'id')::uuid, s.ip_address, s.user_agent, o.row, n.row
  FROM (SELECT to_jsonb(r) AS row FROM new_rows r) n
  JOIN (SELECT to_jsonb(r) AS row FROM old_rows r) o ON o.row ->> 'id' = n.row ->> 'id'
  WHERE o.row <> n.row;
  RETURN NULL;
END $$;

-- Taking an import back, or putting it back, is one entry a statement too: app.import_undo names the import
-- whose rows only move between live and deleted. Every other changed row is an entry of its own.
CREATE FUNCTION audit_transaction_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  s change_sets;
  undone uuid := nullif(current_setting('app.import_undo', true), '')::uuid;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM new_rows) THEN RETURN NULL; END IF;
  s := current_change_set();
  IF undone IS NOT NULL THEN
    INSERT INTO audit_logs (tenant_id, change_set_id, user_id, session_id, action, resource_type, resource_id,
      ip_address, user_agent, new_values)
    SELECT s.tenant_id, s.id, s.user_id, s.session_id,
      CASE WHEN n.deleted_at IS NULL THEN 'restore' ELSE 'delete' END, 'import', undone, s.ip_address, s.user_agent,
      jsonb_build_object('rows', count(*), 'amount_minor', sum(n.amount_minor))
    FROM new_rows n WHERE n.import_id = undone
    GROUP BY n.deleted_at IS NULL;
  END IF;
  INSERT INTO audit_logs (tenant_id, change_set_id, user_id, session_id, action, resource_type, resource_id,
    ip_address, user_agent, old_values, new_values)
  SELECT s.tenant_id, s.id, s.user_id, s.session_id,
    CASE
      WHEN o.deleted_at IS NULL AND n.deleted_at IS NOT NULL THEN 'delete'
      WHEN o.deleted_at IS NOT NULL AND n.deleted_at IS NULL THEN 'restore'
      ELSE 'update'
    END,
    TG_ARGV[0], n.id, s.ip_address, s.user_agent, to_jsonb(o), to_jsonb(n)
  FROM new_rows n JOIN old_rows o ON o.id = n.id
  WHERE (undone IS NULL OR n.import_id IS DISTINCT FROM undone) AND o IS DISTINCT FROM n;
  RETURN NULL;
END $$;

DO $$
DECLARE pair text[];
BEGIN
  FOREACH pair SLICE 1 IN ARRAY ARRAY[
    ['accounts', 'account'], ['account_balance_anchors', 'anchor'], ['categories', 'category'],
    ['payees', 'payee'], ['transactions', 'transaction']
  ] LOOP
    EXECUTE format('CREATE TRIGGER audit_on_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS new_rows
      FOR EACH STATEMENT EXECUTE FUNCTION %I(%L)', pair[1],
      CASE pair[1] WHEN 'transactions' THEN 'audit_transaction_insert' ELSE 'audit_insert' END, pair[2]);
    EXECUTE format('CREATE TRIGGER audit_on_update AFTER UPDATE ON %I REFERENCING OLD TABLE AS old_rows
      NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION %I(%L)', pair[1],
      CASE pair[1] WHEN 'transactions' THEN 'audit_transaction_update' ELSE 'audit_update' END, pair[2]);
  END LOOP;
END $$;
CREATE TRIGGER audit_on_update AFTER UPDATE ON tenants REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION audit_update('tenant');

-- For what is not a row's change: a sign-in, an export, a refused attempt.
CREATE FUNCTION record_audit_event(p_tenant uuid, p_user uuid, p_session uuid, p_action text, p_origin jsonb,
  p_success boolean, p_details jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO audit_logs (tenant_id, user_id, session_id, action, resource_type, resource_id, ip_address,
    user_agent, success, new_values)
  VALUES (p_tenant, p_user, p_session, p_action, 'user', p_user, p_origin ->> 'ip', p_origin ->> 'userAgent',
    p_success, p_details)
$$;

CREATE TABLE idempotency_keys (
  tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  user_id uuid NOT NULL,
  key text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  request_hash bytea NOT NULL,
  status integer,
  response jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, user_id, key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['audit_logs', 'idempotency_keys'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant_isolation ON %I USING (tenant_id = current_tenant_id())
      WITH CHECK (tenant_id = current_tenant_id())', name);
  END LOOP;
END $$;
-- record_audit_event runs for the identity role too, before a tenant is entered.
CREATE POLICY owner_appends ON audit_logs FOR INSERT TO CURRENT_USER WITH CHECK (true);
-- Keys are dropped when they are old, across tenants, by the owner's job.
CREATE POLICY owner_expires ON idempotency_keys TO CURRENT_USER USING (true);

GRANT SELECT ON audit_logs TO fintrack_app;
GRANT SELECT, INSERT, UPDATE ON idempotency_keys TO fintrack_app;
REVOKE ALL ON FUNCTION record_audit_event(uuid, uuid, uuid, text, jsonb, boolean, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION record_audit_event(uuid, uuid, uuid, text, jsonb, boolean, jsonb)
  TO fintrack_app, fintrack_identity;
