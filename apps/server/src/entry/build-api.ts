import { registerReverter } from '../modules/change-sets/index.ts';
import { createIdentity } from '../modules/identity/index.ts';
import { revertImportChangeSet } from '../modules/imports/index.ts';
import { type Api, createApi } from '../platform/http/index.ts';
import type { Services } from '../platform/services.ts';
import { referencePage } from './api-reference.ts';
import { auditVerifier } from './audit-verifier.ts';
import { describeApi } from './openapi.ts';
import { ROUTES } from './routes.ts';

/** The API with all its endpoints, on one set of services. */
export function buildApi(services: Services): Api {
  // The rows of an import are one audit entry, so the history cannot undo them row by row; nor that undoing.
  registerReverter('import', revertImportChangeSet);
  registerReverter('revert', revertImportChangeSet);
  let description: string | null = null;
  return createApi({
    services,
    routes: ROUTES,
    authenticate: createIdentity(services).authenticate,
    documents: {
      '/openapi.json': () => {
        description ??= JSON.stringify(describeApi());
        return {
          text: description,
          headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache' },
        };
      },
      '/docs': referencePage,
      '/audit/verify-audit.mjs': auditVerifier,
    },
  });
}
