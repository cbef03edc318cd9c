-- What a person has answered about a file that has no columns (QIF), for the next file of the same account.
ALTER TABLE import_profiles ADD COLUMN answers jsonb;

-- What the comparing of a draft has shown of its sources' ids, so that a word on one row need not compare all again.
ALTER TABLE imports ADD COLUMN compared jsonb;
