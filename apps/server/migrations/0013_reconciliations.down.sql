DROP INDEX import_rows_unbooked;
DROP INDEX transactions_deleted_amount;
ALTER TABLE transactions DROP CONSTRAINT transactions_reconciliation;
DROP TABLE reconciliation_ticks;
DROP TABLE reconciliations;
