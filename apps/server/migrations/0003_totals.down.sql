DROP FUNCTION verify_totals();
DROP TRIGGER totals_on_delete ON transactions;
DROP TRIGGER totals_on_update ON transactions;
DROP TRIGGER totals_on_insert ON transactions;
DROP FUNCTION maintain_totals_on_delete();
DROP FUNCTION maintain_totals_on_update();
DROP FUNCTION maintain_totals_on_insert();
DROP TABLE category_monthly_totals;
DROP TABLE account_daily_totals;
