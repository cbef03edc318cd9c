-- A booked file that is read again: a large one by a job, whose progress and outcome are kept here. Not with the import,
-- whose row the job's own transaction holds long before its end.
ALTER TABLE imports DROP CONSTRAINT imports_status_check;
ALTER TABLE imports ADD CONSTRAINT imports_status_check
  CHECK (status IN ('reading', 'draft', 'committing', 'committed', 'replaying', 'reverted', 'failed'));

-- The last one of an import.
CREATE TABLE import_replays (
  tenant_id uuid NOT NULL,
  import_id uuid NOT NULL,
  -- what was asked for: {"mapping", "matcherVersion"}
  request jsonb NOT NULL CHECK (jsonb_typeof(request) = 'object'),
  -- false for one that only says what would be different
  is_apply boolean NOT NULL,
  -- the newest change set when it began: what it says holds until something is changed
  books_at uuid,
  done_rows integer NOT NULL DEFAULT 0,
  -- {"phase", "percent", "secondsLeft"}; NULL while no job has begun
  progress jsonb CHECK (jsonb_typeof(progress) = 'object'),
  -- the job is to stop and roll back
  cancelled_at timestamptz,
  -- {"counts", "matcherVersion", "questions", "changeSetId"}; NULL while it runs
  outcome jsonb CHECK (jsonb_typeof(outcome) = 'object'),
  -- {"message", "line"} of one that failed
  error jsonb CHECK (jsonb_typeof(error) = 'object'),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, import_id),
  FOREIGN KEY (tenant_id, import_id) REFERENCES imports (tenant_id, id) ON DELETE CASCADE
);

-- The first differences that it found, as the API tells them.
CREATE TABLE import_replay_rows (
  tenant_id uuid NOT NULL,
  import_id uuid NOT NULL,
  number integer NOT NULL,
  difference jsonb NOT NULL CHECK (jsonb_typeof(difference) = 'object'),
  PRIMARY KEY (tenant_id, import_id, number),
  FOREIGN KEY (tenant_id, import_id) REFERENCES import_replays (tenant_id, import_id) ON DELETE CASCADE
);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['import_replays', 'import_replay_rows'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant_isolation ON %I USING (tenant_id = current_tenant_id())
      WITH CHECK (tenant_id = current_tenant_id())', name);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE, DELETE ON import_replays, import_replay_rows TO fintrack_app;
