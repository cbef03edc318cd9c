ALTER TABLE transactions
  DROP COLUMN reconciliation_id,
  DROP COLUMN fee_of_id,
  DROP COLUMN refund_of_id;
