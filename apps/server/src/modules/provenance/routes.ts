import { getProvenance } from '@fintrack/contract';
import { type Route, route } from '../../platform/http/index.ts';
import { readProvenance } from './service.ts';

export const provenanceRoutes: readonly Route[] = [
  route(getProvenance, ({ read, params }) =>
    read(async (tx) => ({ data: await readProvenance(tx, params.transactionId) })),
  ),
];
