DROP TRIGGER audit_membership ON memberships;
DROP FUNCTION audit_membership();
DROP FUNCTION record_tenant_event(text, text, uuid, jsonb, jsonb);
DROP FUNCTION tenants_to_seal(interval);
DROP FUNCTION seal_audit_rows(integer, interval);
DROP FUNCTION uuid_v7_moment(uuid);
DROP FUNCTION uuid_v7_at(timestamptz);
DROP FUNCTION audit_canonical(audit_logs, bigint);
DROP FUNCTION audit_field(text);
DROP POLICY owner_looks ON audit_logs;
DROP TABLE undone_rows;
DROP TABLE audit_seal_entries;
DROP TABLE audit_seals;
CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('app.erasing_tenant', true) = OLD.tenant_id::text THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'audit_logs is append-only' USING ERRCODE = '42501';
END $$;
DROP INDEX transactions_trash;
DROP INDEX change_sets_kind;
DROP INDEX audit_logs_ip;
DROP INDEX audit_logs_failed;
DROP INDEX audit_logs_kind;
DROP INDEX audit_logs_action;
CREATE OR REPLACE FUNCTION uuid_v7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
  SELECT encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid())
        PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
        FROM 1 FOR 6),
      52, 1), 53, 1), 'hex')::uuid
$$;
