import * as accounts from './accounts.ts';
import * as categories from './categories.ts';
import * as changeSets from './change-sets.ts';
import * as dashboard from './dashboard.ts';
import type { Endpoint } from './endpoint.ts';
import * as identity from './identity.ts';
import * as imports from './imports.ts';
import * as system from './system.ts';
import * as transactions from './transactions.ts';

/** Every endpoint of the API: what OpenAPI lists and what a test finds a route for. */
export const ENDPOINTS: readonly Endpoint[] = [
  identity,
  accounts,
  categories,
  transactions,
  imports,
  changeSets,
  dashboard,
  system,
].flatMap((module) => Object.values(module).filter(isEndpoint));

function isEndpoint(value: unknown): value is Endpoint {
  return (
    typeof value === 'object' && value !== null && 'access' in value && 'path' in value && 'method' in value
  );
}
