-- Makes the audit trail provable: a sealer gives each row, once it is committed, a place in its tenant's hash chain.
-- Sealing is a job's work and never a writer's, so the trail costs a write what it cost before. Also what the trash, a
-- change set that is undone in part, and the audit's lists need.

-- Ids made by the database order rows of one millisecond too: bits 52 to 63 are its 4096ths (RFC 9562, method 3).
CREATE OR REPLACE FUNCTION uuid_v7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
  SELECT (overlay(lpad(to_hex((extract(epoch FROM clock_timestamp()) * 4096000)::bigint), 15, '0') PLACING '7' FROM 13 FOR 0)
    || substr(gen_random_uuid()::text, 20))::uuid
$$;

-- Rows of one action or kind that is rare among millions of others. What is common is found by the primary key.
CREATE INDEX audit_logs_action ON audit_logs (tenant_id, action, id) WHERE action NOT IN ('create', 'update');
CREATE INDEX audit_logs_kind ON audit_logs (tenant_id, resource_type, id) WHERE resource_type <> 'transaction';
CREATE INDEX audit_logs_failed ON audit_logs (tenant_id, id) WHERE NOT success;
CREATE INDEX audit_logs_ip ON audit_logs (tenant_id, ip_address, id) WHERE ip_address IS NOT NULL;
CREATE INDEX change_sets_kind ON change_sets (tenant_id, kind, created_at DESC, id DESC) WHERE kind <> 'request';
CREATE INDEX transactions_trash ON transactions (tenant_id, deleted_at DESC, id DESC)
  WHERE deleted_reason = 'user' AND parent_id IS NULL;

-- One row a batch of the sealer; the newest is the head of the tenant's chain.
CREATE TABLE audit_seals (
  tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  last_sequence bigint NOT NULL,
  first_sequence bigint NOT NULL,
  -- The greatest id that was ever sealed: where the sealer looks for what is new.
  last_audit_id uuid NOT NULL,
  previous_hash bytea NOT NULL CHECK (length(previous_hash) = 32),
  hash bytea NOT NULL CHECK (length(hash) = 32),
  sealed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, last_sequence),
  CHECK (first_sequence BETWEEN 1 AND last_sequence)
);

-- The place of each row, given when it is sealed: ids come into view out of order, places do not.
CREATE TABLE audit_seal_entries (
  tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  sequence bigint NOT NULL CHECK (sequence > 0),
  audit_id uuid NOT NULL,
  hash bytea NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (tenant_id, sequence),
  UNIQUE (tenant_id, audit_id)
);

CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('app.erasing_tenant', true) = OLD.tenant_id::text THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '42501';
END $$;
CREATE TRIGGER audit_seals_append_only BEFORE UPDATE OR DELETE ON audit_seals
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_seal_entries_append_only BEFORE UPDATE OR DELETE ON audit_seal_entries
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();

-- Rows of a change set that were undone without the rest of it. One that was undone as a whole has none: there
-- change_sets.reverted_by_id says it. NULL where the row stands again.
CREATE TABLE undone_rows (
  tenant_id uuid NOT NULL,
  change_set_id uuid NOT NULL,
  resource_id uuid NOT NULL,
  undone_by_id uuid,
  PRIMARY KEY (tenant_id, change_set_id, resource_id),
  FOREIGN KEY (tenant_id, change_set_id) REFERENCES change_sets (tenant_id, id) ON DELETE CASCADE
);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['audit_seals', 'audit_seal_entries', 'undone_rows'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant_isolation ON %I USING (tenant_id = current_tenant_id())
      WITH CHECK (tenant_id = current_tenant_id())', name);
  END LOOP;
END $$;
-- The sealer's owner looks across tenants for those that have something to seal.
CREATE POLICY owner_looks ON audit_logs FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY owner_looks ON audit_seals FOR SELECT TO CURRENT_USER USING (true);
GRANT SELECT ON audit_seals, audit_seal_entries TO fintrack_app;
GRANT SELECT, INSERT, UPDATE ON undone_rows TO fintrack_app;

-- The bytes that are hashed, as docs/specs/audit.md describes them: fields in a fixed order, each as its length in
-- bytes, a colon, its UTF-8 text and a comma; NULL is "-,".
CREATE FUNCTION audit_field(p_text text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(octet_length(p_text)::text || ':' || p_text || ',', '-,')
$$;
CREATE FUNCTION audit_canonical(l audit_logs, p_sequence bigint) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT convert_to(audit_field(l.tenant_id::text) || audit_field(p_sequence::text) || audit_field(l.id::text)
    || audit_field(l.change_set_id::text) || audit_field(l.user_id::text) || audit_field(l.session_id::text)
    || audit_field(l.action) || audit_field(l.resource_type) || audit_field(l.resource_id::text)
    || audit_field(l.ip_address) || audit_field(l.user_agent)
    || audit_field(l.old_values::text) || audit_field(l.new_values::text)
    || audit_field(l.success::text) || audit_field(l.error_message)
    || audit_field(to_char(l.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')), 'UTF8')
$$;

-- The first id that the clock gives at a moment, and the moment of an id.
CREATE FUNCTION uuid_v7_at(p_moment timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (lpad(to_hex((extract(epoch FROM p_moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;
CREATE FUNCTION uuid_v7_moment(p_id uuid) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_timestamp(('x' || substr(replace(p_id::text, '-', ''), 1, 12))::bit(48)::bigint / 1000.0)
$$;

-- Seals the tenant's next rows, at most p_limit, and answers how many. It looks at ids from p_overlap before the newest
-- sealed one on: a row whose transaction committed late has an older id than others that are sealed already, and gets
-- its place after them. One sealer a tenant at a time.
CREATE FUNCTION seal_audit_rows(p_limit integer, p_overlap interval) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  v_tenant uuid := current_tenant_id();
  v_head audit_seals;
  v_first uuid;
  v_hash bytea;
  v_last uuid;
  v_ids uuid[] := '{}';
  v_hashes bytea[] := '{}';
  v_row audit_logs;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('fintrack:seal:' || v_tenant::text, 0));
  SELECT * INTO v_head FROM audit_seals WHERE tenant_id = v_tenant ORDER BY last_sequence DESC LIMIT 1;
  -- A clock that was ahead for a while must not hide what is written after it was set right.
  v_first := CASE WHEN v_head.last_audit_id IS NULL THEN '00000000-0000-0000-0000-000000000000'
    ELSE uuid_v7_at(least(uuid_v7_moment(v_head.last_audit_id), now()) - p_overlap) END;
  v_hash := coalesce(v_head.hash, decode(repeat('00', 32), 'hex'));
  FOR v_row IN
    SELECT l.* FROM audit_logs l
    WHERE l.tenant_id = v_tenant AND l.id >= v_first
      AND NOT EXISTS (SELECT FROM audit_seal_entries e
        WHERE e.tenant_id = v_tenant AND e.audit_id >= v_first AND e.audit_id = l.id)
    ORDER BY l.id LIMIT p_limit
  LOOP
    v_last := v_row.id;
    v_ids := v_ids || v_row.id;
    v_hash := sha256(v_hash || audit_canonical(v_row, coalesce(v_head.last_sequence, 0) + cardinality(v_ids)));
    v_hashes := v_hashes || v_hash;
  END LOOP;
  IF v_last IS NULL THEN RETURN 0; END IF;
  INSERT INTO audit_seal_entries (tenant_id, sequence, audit_id, hash)
  SELECT v_tenant, coalesce(v_head.last_sequence, 0) + n.ordinality, n.id, n.hash
  FROM unnest(v_ids, v_hashes) WITH ORDINALITY AS n (id, hash);
  INSERT INTO audit_seals (tenant_id, first_sequence, last_sequence, last_audit_id, previous_hash, hash)
  VALUES (v_tenant, coalesce(v_head.last_sequence, 0) + 1, coalesce(v_head.last_sequence, 0) + cardinality(v_ids),
    greatest(v_head.last_audit_id, v_last), coalesce(v_head.hash, decode(repeat('00', 32), 'hex')), v_hash);
  RETURN cardinality(v_ids);
END $$;

-- Tenants in which something was written since they were sealed last, or so shortly before that it may have come late.
CREATE FUNCTION tenants_to_seal(p_overlap interval) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.id FROM tenants t
  LEFT JOIN LATERAL (SELECT s.last_audit_id FROM audit_seals s
    WHERE s.tenant_id = t.id ORDER BY s.last_sequence DESC LIMIT 1) head ON true
  WHERE t.is_active AND EXISTS (
    SELECT FROM audit_logs l WHERE l.tenant_id = t.id
      AND l.id > CASE WHEN head.last_audit_id IS NULL THEN '00000000-0000-0000-0000-000000000000'
        ELSE least(head.last_audit_id, uuid_v7_at(now() - p_overlap)) END)
$$;

-- For what is no row's change, in the tenant and by the user of the transaction: reading a sensitive export, say.
CREATE FUNCTION record_tenant_event(p_action text, p_resource_type text, p_resource_id uuid, p_origin jsonb,
  p_details jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO audit_logs (tenant_id, user_id, session_id, action, resource_type, resource_id, ip_address,
    user_agent, new_values)
  VALUES (current_tenant_id(), current_user_id(), nullif(p_origin ->> 'sessionId', '')::uuid, p_action,
    p_resource_type, p_resource_id, p_origin ->> 'ip', p_origin ->> 'userAgent', p_details)
$$;

-- Who belongs to a tenant, and as what, is written by registration and by the owner's jobs, outside of change sets.
CREATE FUNCTION audit_membership() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  v_old jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
  v_new jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
  v_tenant uuid := (coalesce(v_new, v_old) ->> 'tenant_id')::uuid;
BEGIN
  -- A tenant that is erased takes its trail along.
  IF v_old IS NOT DISTINCT FROM v_new OR NOT EXISTS (SELECT FROM tenants WHERE id = v_tenant) THEN RETURN NULL; END IF;
  INSERT INTO audit_logs (tenant_id, change_set_id, user_id, action, resource_type, resource_id, old_values, new_values)
  VALUES (v_tenant,
    (SELECT c.id FROM change_sets c WHERE c.tenant_id = v_tenant
      AND c.id = nullif(current_setting('app.change_set_id', true), '')::uuid),
    current_user_id(), CASE TG_OP WHEN 'INSERT' THEN 'create' WHEN 'UPDATE' THEN 'update' ELSE 'delete' END,
    'membership', (coalesce(v_new, v_old) ->> 'user_id')::uuid, v_old, v_new);
  RETURN NULL;
END $$;
CREATE TRIGGER audit_membership AFTER INSERT OR UPDATE OR DELETE ON memberships
  FOR EACH ROW EXECUTE FUNCTION audit_membership();

REVOKE ALL ON FUNCTION seal_audit_rows(integer, interval) FROM PUBLIC;
REVOKE ALL ON FUNCTION tenants_to_seal(interval) FROM PUBLIC;
REVOKE ALL ON FUNCTION record_tenant_event(text, text, uuid, jsonb, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION seal_audit_rows(integer, interval) TO fintrack_app;
GRANT EXECUTE ON FUNCTION tenants_to_seal(interval) TO fintrack_identity;
GRANT EXECUTE ON FUNCTION record_tenant_event(text, text, uuid, jsonb, jsonb) TO fintrack_app;
