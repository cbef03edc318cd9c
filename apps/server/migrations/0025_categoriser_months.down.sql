DROP INDEX transactions_uncounted;
DROP INDEX import_rows_asked;
