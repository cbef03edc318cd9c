DROP TABLE tenant_rates;
DROP TABLE exchange_rate_sources;
DROP TABLE exchange_rates;
