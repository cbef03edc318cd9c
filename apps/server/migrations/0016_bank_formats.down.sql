-- The column may be empty: an import of a kind that is not known any more keeps its rows and loses its kind. Forced
-- row-level security would hide those imports from the owner, while the constraint sees them.
ALTER TABLE imports NO FORCE ROW LEVEL SECURITY;
UPDATE imports SET format = NULL WHERE format NOT IN ('csv', 'ofx');
ALTER TABLE imports FORCE ROW LEVEL SECURITY;
ALTER TABLE imports DROP CONSTRAINT imports_format_check;
ALTER TABLE imports ADD CONSTRAINT imports_format_check CHECK (format IN ('csv', 'ofx'));
