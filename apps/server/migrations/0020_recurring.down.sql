DROP TABLE recurring_postings;
DROP TABLE recurring_rows;
DROP TABLE recurring_evidence;
DROP TABLE recurring_series;
