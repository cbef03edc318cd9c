-- The way to background work: a job is enqueued in the transaction that asks for it. The queue's own tables are
-- graphile-worker's, which brings its own migrations; the application's roles see only this function.
CREATE FUNCTION enqueue_job(p_task text, p_payload json, p_key text, p_max_attempts integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM graphile_worker.add_job(p_task, payload => p_payload, job_key => p_key, max_attempts => p_max_attempts);
END $$;
REVOKE ALL ON FUNCTION enqueue_job(text, json, text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enqueue_job(text, json, text, integer) TO fintrack_app, fintrack_identity;
