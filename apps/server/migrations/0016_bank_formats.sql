-- Statement files of more kinds: Quicken's QIF, SWIFT's MT940 and MT942, ISO 20022's camt, and Excel workbooks.

ALTER TABLE imports DROP CONSTRAINT imports_format_check;
ALTER TABLE imports ADD CONSTRAINT imports_format_check
  CHECK (format IN ('csv', 'ofx', 'qif', 'mt940', 'camt', 'xlsx', 'xls'));
