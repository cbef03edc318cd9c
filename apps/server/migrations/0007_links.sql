-- What one row of the ledger says of another: a refund names its purchase, a fee its transfer, and a row that was
-- ticked off names the reconciliation that holds it. All three are empty on almost every row.

ALTER TABLE transactions
  ADD COLUMN refund_of_id uuid,
  ADD COLUMN fee_of_id uuid,
  ADD COLUMN reconciliation_id uuid,
  ADD CONSTRAINT transactions_refund_of FOREIGN KEY (tenant_id, refund_of_id) REFERENCES transactions (tenant_id, id),
  ADD CONSTRAINT transactions_fee_of FOREIGN KEY (tenant_id, fee_of_id) REFERENCES transactions (tenant_id, id),
  ADD CONSTRAINT transactions_refund_of_other CHECK (refund_of_id <> id),
  ADD CONSTRAINT transactions_fee_of_other CHECK (fee_of_id <> id);

CREATE INDEX transactions_refund_of ON transactions (tenant_id, refund_of_id) WHERE refund_of_id IS NOT NULL;
CREATE INDEX transactions_fee_of ON transactions (tenant_id, fee_of_id) WHERE fee_of_id IS NOT NULL;
CREATE INDEX transactions_reconciliation ON transactions (tenant_id, reconciliation_id)
  WHERE reconciliation_id IS NOT NULL;
