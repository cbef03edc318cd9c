-- How the model did month by month, at the price of an index's scan instead of every line of every file.

-- Rows of files that the model was asked about: those that it set, and those that it left to a person. The query of
-- modules/categorising/repo.accuracy.ts repeats the condition word by word, and reads nothing but this.
CREATE INDEX import_rows_asked ON import_rows (tenant_id, date) INCLUDE (transaction_id, category_id)
  WHERE fate = 'new' AND set_by IS NOT NULL AND splits IS NULL AND transfer_account_id IS NULL
    AND (category_id IS NULL OR set_by -> 'category_id' ->> 'by' = 'model');

-- Imported rows that say nothing of it any more: deleted ones, and transfers, which have no category.
CREATE INDEX transactions_uncounted ON transactions (tenant_id, id)
  WHERE import_id IS NOT NULL AND (deleted_at IS NOT NULL OR type = 'transfer');
