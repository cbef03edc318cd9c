-- Who may enter which tenant: users, tenants, memberships, sessions, and the one door into a tenant's data.
-- Two login roles are made by the migrator before this runs:
--   fintrack_app       all ledger work, always inside one tenant, never past row-level security
--   fintrack_identity  sign-up, sign-in and sessions, with no grant on ledger tables
CREATE TYPE tenant_type AS ENUM ('PERSONAL', 'HOUSEHOLD', 'BUSINESS');
CREATE TYPE membership_role AS ENUM ('OWNER', 'ADMIN', 'MEMBER', 'VIEWER', 'ADVISOR');

-- UUIDv7 (RFC 9562) for rows that the database itself makes; PostgreSQL has its own only from 18 on.
CREATE FUNCTION uuid_v7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
  SELECT encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid())
        PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
        FROM 1 FOR 6),
      52, 1), 53, 1), 'hex')::uuid
$$;

-- The tenant, user and change set of the running transaction. NULL outside of one, which matches no row.
-- Every policy calls the first one. As SQL it would be inlined and look cheap, and where one tenant has most rows the
-- planner would scan the table and read the setting again for each of them (measured: three times slower over daily
-- totals). Its stated cost leads the planner to an index, where it is called once a scan.
CREATE FUNCTION current_tenant_id() RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 AS $$
BEGIN
  RETURN nullif(current_setting('app.tenant_id', true), '')::uuid;
END $$;
CREATE FUNCTION current_user_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT nullif(current_setting('app.user_id', true), '')::uuid
$$;

CREATE TABLE users (
  id uuid PRIMARY KEY,
  email text NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
  name text NOT NULL DEFAULT '',
  password_hash text NOT NULL,
  email_verified boolean NOT NULL DEFAULT false,
  is_active boolean NOT NULL DEFAULT true,
  last_login_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX users_email_key ON users (lower(email));

CREATE TABLE tenants (
  id uuid PRIMARY KEY,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
  type tenant_type NOT NULL DEFAULT 'PERSONAL',
  timezone text NOT NULL DEFAULT 'UTC',
  locale text NOT NULL DEFAULT 'en-US',
  currency text NOT NULL DEFAULT 'USD' CHECK (currency ~ '^[A-Z]{3}$'),
  fiscal_year_start text NOT NULL DEFAULT '01-01' CHECK (fiscal_year_start ~ '^\d{2}-\d{2}$'),
  week_start smallint NOT NULL DEFAULT 1 CHECK (week_start BETWEEN 1 AND 7),
  is_active boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE memberships (
  tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  role membership_role NOT NULL DEFAULT 'MEMBER',
  permissions jsonb NOT NULL DEFAULT '{}',
  is_active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, user_id)
);
CREATE INDEX memberships_user ON memberships (user_id);

-- One row a device. The refresh token rotates; the session is the family that a reused token ends.
CREATE TABLE user_sessions (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  current_tenant_id uuid REFERENCES tenants (id) ON DELETE SET NULL,
  refresh_token_hash bytea NOT NULL,
  previous_refresh_token_hash bytea,
  rotated_at timestamptz NOT NULL DEFAULT now(),
  ip_address text,
  user_agent text,
  expires_at timestamptz NOT NULL,
  last_accessed_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz,
  revoked_reason text,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX user_sessions_user ON user_sessions (user_id);

ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE users FORCE ROW LEVEL SECURITY;
ALTER TABLE tenants ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenants FORCE ROW LEVEL SECURITY;
ALTER TABLE memberships ENABLE ROW LEVEL SECURITY;
ALTER TABLE memberships FORCE ROW LEVEL SECURITY;
ALTER TABLE user_sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE user_sessions FORCE ROW LEVEL SECURITY;

-- The owner reads these in enter_tenant; the identity role works across tenants by its nature.
CREATE POLICY owner_all ON users TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY owner_all ON tenants TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY owner_all ON memberships TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY owner_all ON user_sessions TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY identity_all ON users TO fintrack_identity USING (true) WITH CHECK (true);
CREATE POLICY identity_all ON tenants TO fintrack_identity USING (true) WITH CHECK (true);
CREATE POLICY identity_all ON memberships TO fintrack_identity USING (true) WITH CHECK (true);
CREATE POLICY identity_all ON user_sessions TO fintrack_identity USING (true) WITH CHECK (true);
CREATE POLICY tenant_isolation ON tenants TO fintrack_app
  USING (id = current_tenant_id()) WITH CHECK (id = current_tenant_id());
CREATE POLICY tenant_isolation ON memberships TO fintrack_app
  USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY fellow_members ON users FOR SELECT TO fintrack_app
  USING (id IN (SELECT m.user_id FROM memberships m WHERE m.tenant_id = current_tenant_id()));
-- People rename themselves in the settings, in the same transaction as the tenant's own values.
CREATE POLICY own_row ON users FOR UPDATE TO fintrack_app
  USING (id = current_user_id()) WITH CHECK (id = current_user_id());

GRANT SELECT, INSERT, UPDATE, DELETE ON users, tenants, memberships, user_sessions TO fintrack_identity;
GRANT SELECT (id, email, name, version) ON users TO fintrack_app;
GRANT UPDATE (name, version, updated_at) ON users TO fintrack_app;
GRANT SELECT, UPDATE ON tenants TO fintrack_app;
GRANT SELECT ON memberships TO fintrack_app;

-- The one door: checks the session and the membership, then sets the tenant for this transaction.
-- Runs first in every request, so that an ended session or role stops at once, on every machine.
CREATE FUNCTION enter_tenant(p_session uuid, p_user uuid, p_tenant uuid)
RETURNS TABLE (role text, permissions jsonb, currency text, timezone text, locale text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN QUERY
    SELECT m.role::text, m.permissions, t.currency, t.timezone, t.locale
    FROM memberships m
    JOIN tenants t ON t.id = m.tenant_id AND t.is_active
    JOIN users u ON u.id = m.user_id AND u.is_active
    JOIN user_sessions s ON s.id = p_session AND s.user_id = p_user
     AND s.revoked_at IS NULL AND s.expires_at > now()
    WHERE m.tenant_id = p_tenant AND m.user_id = p_user AND m.is_active;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the session or the membership has ended' USING ERRCODE = '28000';
  END IF;
  PERFORM set_config('app.tenant_id', p_tenant::text, true),
          set_config('app.user_id', p_user::text, true),
          set_config('app.session_id', p_session::text, true);
END $$;

-- The same for background work, which has no session: on behalf of a user, or of nobody (NULL).
CREATE FUNCTION enter_tenant_for_job(p_tenant uuid, p_user uuid)
RETURNS TABLE (currency text, timezone text, locale text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN QUERY
    SELECT t.currency, t.timezone, t.locale FROM tenants t WHERE t.id = p_tenant AND t.is_active;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the tenant is not active' USING ERRCODE = '28000';
  END IF;
  PERFORM set_config('app.tenant_id', p_tenant::text, true),
          set_config('app.user_id', coalesce(p_user::text, ''), true),
          set_config('app.session_id', '', true);
END $$;

REVOKE ALL ON FUNCTION enter_tenant(uuid, uuid, uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION enter_tenant_for_job(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enter_tenant(uuid, uuid, uuid) TO fintrack_app, fintrack_identity;
GRANT EXECUTE ON FUNCTION enter_tenant_for_job(uuid, uuid) TO fintrack_app;
