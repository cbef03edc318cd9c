DROP TABLE duplicate_verdicts;
ALTER TABLE import_profiles DROP COLUMN ids_differed, DROP COLUMN ids_agreed;
ALTER TABLE imports
  DROP COLUMN replayed_at,
  DROP CONSTRAINT imports_matcher_version,
  ALTER COLUMN matcher_version SET DEFAULT 'v1';
-- What the first rule has no word for is left out of a draft, and in a booked file was there before.
UPDATE import_rows SET decision = NULL WHERE decision = 'same';
UPDATE import_rows SET fate = CASE fate WHEN 'ask' THEN 'new' ELSE 'duplicate' END WHERE fate IN ('match', 'ask');
ALTER TABLE import_rows
  DROP COLUMN decided_transaction_id,
  DROP COLUMN match_reasons,
  DROP COLUMN match_score,
  DROP CONSTRAINT import_rows_decision_check,
  DROP CONSTRAINT import_rows_fate_check,
  ADD CONSTRAINT import_rows_fate_check CHECK (fate IN ('new', 'duplicate', 'deleted', 'skip', 'invalid')),
  ADD CONSTRAINT import_rows_decision_check CHECK (decision IN ('add', 'skip'));
