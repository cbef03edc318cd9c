DROP TABLE transactions;
DROP TABLE payees;
DROP TABLE categories;
DROP TABLE account_balance_anchors;
DROP TABLE accounts;
DROP TABLE change_sets;
