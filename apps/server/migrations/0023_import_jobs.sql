-- What the job of a large import is doing, for the page that waits for it, and that it is to stop.
ALTER TABLE imports
  -- {"phase", "percent", "secondsLeft"}; NULL while no job has begun
  ADD COLUMN job_progress jsonb CHECK (jsonb_typeof(job_progress) = 'object'),
  -- somebody has cancelled it while it was read or booked: the job rolls back and nothing stays
  ADD COLUMN cancelled_at timestamptz;
