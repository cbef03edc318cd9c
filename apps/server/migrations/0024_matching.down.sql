ALTER TABLE imports DROP COLUMN compared;
ALTER TABLE import_profiles DROP COLUMN answers;
