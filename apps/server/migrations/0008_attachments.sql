-- Files that belong to a transaction: receipts, invoices, contracts. The bytes are in the file store under storage_key;
-- a picture's metadata was taken out before it was kept. A deleted attachment keeps its bytes, so that the change set
-- can be reverted, until a job removes those that were deleted long ago.

CREATE TABLE attachments (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  transaction_id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
  -- from the content, never from what the browser said
  media_type text NOT NULL CHECK (length(media_type) <= 100),
  size_bytes bigint NOT NULL CHECK (size_bytes >= 0),
  sha256 bytea NOT NULL CHECK (length(sha256) = 32),
  storage_key text NOT NULL,
  -- NULL where the file is no picture
  thumbnail_key text,
  width integer,
  height integer,
  uploaded_by_user_id uuid,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, transaction_id) REFERENCES transactions (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX attachments_transaction ON attachments (tenant_id, transaction_id, id) WHERE deleted_at IS NULL;
CREATE INDEX attachments_deleted ON attachments (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL;

ALTER TABLE attachments ENABLE ROW LEVEL SECURITY;
ALTER TABLE attachments FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON attachments USING (tenant_id = current_tenant_id())
  WITH CHECK (tenant_id = current_tenant_id());
GRANT SELECT, INSERT, UPDATE, DELETE ON attachments TO fintrack_app;

CREATE TRIGGER audit_on_insert AFTER INSERT ON attachments REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION audit_insert('attachment');
CREATE TRIGGER audit_on_update AFTER UPDATE ON attachments REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION audit_update('attachment');
