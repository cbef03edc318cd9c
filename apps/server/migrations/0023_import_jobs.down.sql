ALTER TABLE imports DROP COLUMN cancelled_at, DROP COLUMN job_progress;
