-- Rows that may be here already: pending rows that a later file posts, rows that look alike, and what was said of them.
-- docs/specs/import-matching.md names the rule.

-- match: brings a row that is here up to date; ask: looks like one that is here. same: it is that one.
ALTER TABLE import_rows
  DROP CONSTRAINT import_rows_fate_check,
  DROP CONSTRAINT import_rows_decision_check,
  ADD CONSTRAINT import_rows_fate_check
    CHECK (fate IN ('new', 'match', 'ask', 'duplicate', 'deleted', 'skip', 'invalid')),
  ADD CONSTRAINT import_rows_decision_check CHECK (decision IN ('add', 'skip', 'same')),
  -- how alike the row and the one that is here are, 0 to 100, and why; NULL where nothing had to be weighed
  ADD COLUMN match_score smallint CHECK (match_score BETWEEN 0 AND 100),
  ADD COLUMN match_reasons text[],
  -- which row the user has said it is
  ADD COLUMN decided_transaction_id uuid;

-- Drafts that were compared by the first rule stay with it.
ALTER TABLE imports
  ALTER COLUMN matcher_version SET DEFAULT 'v2',
  ADD CONSTRAINT imports_matcher_version CHECK (matcher_version IN ('v1', 'v2')),
  ADD COLUMN replayed_at timestamptz;

-- How often a source's ids said the same as the content of its lines, and how often not: a bank that renumbers.
ALTER TABLE import_profiles
  ADD COLUMN ids_agreed integer NOT NULL DEFAULT 0 CHECK (ids_agreed >= 0),
  ADD COLUMN ids_differed integer NOT NULL DEFAULT 0 CHECK (ids_differed >= 0);

-- What a bank line is beside the line that its row was booked from: the same row, told otherwise, or another row
-- however alike. The line is known by its content key, so that it is known in every later file; a row that was taken
-- back and booked again, by its own.
CREATE TABLE duplicate_verdicts (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  transaction_id uuid NOT NULL,
  verdict text NOT NULL CHECK (verdict IN ('same', 'different')),
  fingerprint text NOT NULL,
  external_id text CHECK (length(external_id) <= 255),
  row_fingerprint text,
  import_id uuid,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, transaction_id) REFERENCES transactions (tenant_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX duplicate_verdicts_pair ON duplicate_verdicts (tenant_id, transaction_id, fingerprint)
  WHERE deleted_at IS NULL;
CREATE INDEX duplicate_verdicts_line ON duplicate_verdicts (tenant_id, fingerprint) WHERE deleted_at IS NULL;
CREATE INDEX duplicate_verdicts_external_id ON duplicate_verdicts (tenant_id, external_id)
  WHERE deleted_at IS NULL AND external_id IS NOT NULL;
-- For the foreign key: a transaction that is erased takes what was said of it along.
CREATE INDEX duplicate_verdicts_transaction ON duplicate_verdicts (tenant_id, transaction_id);

ALTER TABLE duplicate_verdicts ENABLE ROW LEVEL SECURITY;
ALTER TABLE duplicate_verdicts FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON duplicate_verdicts USING (tenant_id = current_tenant_id())
  WITH CHECK (tenant_id = current_tenant_id());
GRANT SELECT, INSERT, UPDATE ON duplicate_verdicts TO fintrack_app;

CREATE TRIGGER audit_on_insert AFTER INSERT ON duplicate_verdicts REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION audit_insert('duplicate_verdict');
CREATE TRIGGER audit_on_update AFTER UPDATE ON duplicate_verdicts REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION audit_update('duplicate_verdict');
