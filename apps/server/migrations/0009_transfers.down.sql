DROP TABLE rejected_transfer_pairs;
DROP TRIGGER split_on_update ON transactions;
DROP TRIGGER split_on_insert ON transactions;
DROP TRIGGER parts_follow_parent ON transactions;
DROP FUNCTION check_split();
DROP FUNCTION parts_follow_parent();
DROP INDEX transactions_transfers;
DROP INDEX transactions_splits_amount;
DROP INDEX transactions_splits;
