import { accountRoutes } from '../modules/accounts/routes.ts';
import { attachmentRoutes } from '../modules/attachments/routes.ts';
import { auditRoutes } from '../modules/audit/routes.ts';
import { routes as categoryRoutes } from '../modules/categories/routes.ts';
import { categorisingRoutes } from '../modules/categorising/routes.ts';
import { routes as changeSetRoutes } from '../modules/change-sets/routes.ts';
import { dashboardRoutes } from '../modules/dashboard/routes.ts';
import { driftRoutes } from '../modules/drift/routes.ts';
import { exchangeRateRoutes } from '../modules/exchange-rates/routes.ts';
import { exportRoutes } from '../modules/exports/routes.ts';
import { routes as identityRoutes } from '../modules/identity/routes.ts';
import { importRoutes } from '../modules/imports/routes.ts';
import { routes as payeeRoutes } from '../modules/payees/routes.ts';
import { provenanceRoutes } from '../modules/provenance/routes.ts';
import { reconciliationRoutes } from '../modules/reconciliations/routes.ts';
import { recurringRoutes } from '../modules/recurring/routes.ts';
import { ruleRoutes } from '../modules/rules/routes.ts';
import { savedFilterRoutes } from '../modules/saved-filters/routes.ts';
import { routes as tagRoutes } from '../modules/tags/routes.ts';
import { trashRoutes } from '../modules/transactions/routes.trash.ts';
import { routes as transactionRoutes } from '../modules/transactions/routes.ts';
import type { Route } from '../platform/http/index.ts';
import { systemRoutes } from './system-routes.ts';

/** Every endpoint that there is. */
export const ROUTES: readonly Route[] = [
  ...identityRoutes,
  ...accountRoutes,
  ...driftRoutes,
  ...reconciliationRoutes,
  ...categoryRoutes,
  ...categorisingRoutes,
  ...changeSetRoutes,
  ...auditRoutes,
  ...provenanceRoutes,
  ...trashRoutes,
  ...payeeRoutes,
  ...tagRoutes,
  ...transactionRoutes,
  ...savedFilterRoutes,
  ...ruleRoutes,
  ...attachmentRoutes,
  ...importRoutes,
  ...exchangeRateRoutes,
  ...recurringRoutes,
  ...exportRoutes,
  ...dashboardRoutes,
  ...systemRoutes,
];
