import { accountRoutes } from '../modules/accounts/routes.ts';
import { routes as categoryRoutes } from '../modules/categories/routes.ts';
import { routes as changeSetRoutes } from '../modules/change-sets/routes.ts';
import { dashboardRoutes } from '../modules/dashboard/routes.ts';
import { routes as identityRoutes } from '../modules/identity/routes.ts';
import { importRoutes } from '../modules/imports/routes.ts';
import { routes as payeeRoutes } from '../modules/payees/routes.ts';
import { routes as transactionRoutes } from '../modules/transactions/routes.ts';
import type { Route } from '../platform/http/index.ts';
import { systemRoutes } from './system-routes.ts';

/** Every endpoint that there is. */
export const ROUTES: readonly Route[] = [
  ...identityRoutes,
  ...accountRoutes,
  ...categoryRoutes,
  ...changeSetRoutes,
  ...payeeRoutes,
  ...transactionRoutes,
  ...importRoutes,
  ...dashboardRoutes,
  ...systemRoutes,
];
