import * as accounts from './accounts.ts';
import * as attachments from './attachments.ts';
import * as audit from './audit.ts';
import * as bulk from './bulk.ts';
import * as categories from './categories.ts';
import * as categorising from './categorising.ts';
import * as changeSets from './change-sets.ts';
import * as dashboard from './dashboard.ts';
import * as drift from './drift.ts';
import type { Endpoint } from './endpoint.ts';
import * as exchangeRates from './exchange-rates.ts';
import * as exports from './exports.ts';
import * as identity from './identity.ts';
import * as imports from './imports.ts';
import * as payees from './payees.ts';
import * as provenance from './provenance.ts';
import * as reconciliations from './reconciliations.ts';
import * as recurring from './recurring.ts';
import * as rules from './rules.ts';
import * as savedFilters from './saved-filters.ts';
import * as search from './search.ts';
import * as splits from './splits.ts';
import * as system from './system.ts';
import * as tags from './tags.ts';
import * as transactions from './transactions.ts';
import * as transfers from './transfers.ts';
import * as trash from './trash.ts';

/** Every endpoint of the API: what OpenAPI lists and what a test finds a route for. */
export const ENDPOINTS: readonly Endpoint[] = [
  identity,
  accounts,
  drift,
  reconciliations,
  categories,
  categorising,
  tags,
  payees,
  transactions,
  search,
  savedFilters,
  rules,
  splits,
  transfers,
  attachments,
  bulk,
  imports,
  exports,
  exchangeRates,
  recurring,
  changeSets,
  provenance,
  trash,
  audit,
  dashboard,
  system,
].flatMap((module) => Object.values(module).filter(isEndpoint));

function isEndpoint(value: unknown): value is Endpoint {
  return (
    typeof value === 'object' && value !== null && 'access' in value && 'path' in value && 'method' in value
  );
}
