import * as contract from '@fintrack/contract';
import { type Route, route } from '../../platform/http/index.ts';
import { presentImport } from './present.ts';
import { discardImport } from './service.cancel.ts';
import { commitImport } from './service.commit.ts';
import { updateMapping } from './service.mapping.ts';
import { replayImport, SHOWN } from './service.replay.ts';
import { stopReplay, tellReplay } from './service.replay-background.ts';
import { revertImport } from './service.revert.ts';
import { changeRow, decideRows } from './service.rows.ts';
import * as service from './service.ts';
import { createImport } from './service.upload.ts';

/** Bank files, from upload to booked rows and back. */
export const importRoutes: readonly Route[] = [
  route(contract.createImport, async ({ services, context, request }) => ({
    data: await createImport(services, context, request),
  })),
  route(contract.listImports, ({ read, query }) => read((tx) => service.listImports(tx, query))),
  route(contract.getImport, async ({ read, params }) => {
    const data = await read((tx) => service.getImport(tx, params.importId));
    return { data, version: data.version };
  }),
  route(contract.listImportRows, ({ read, params, query }) =>
    read((tx) => service.listRows(tx, params.importId, query)),
  ),
  route(contract.updateImportMapping, async (call) => {
    const { version: _, ...changes } = call.body;
    const target = { importId: call.params.importId, expectedVersion: call.expectedVersion(), changes };
    const data = await updateMapping(call.services, call.context, target);
    return { data, version: data.version };
  }),
  route(contract.updateImportRow, async ({ services, context, params, body }) => ({
    data: await service.withDraft(services, context, (tx) =>
      changeRow(tx, services, { importId: params.importId, rowNumber: params.rowNumber, changes: body }),
    ),
  })),
  route(contract.decideImportRows, async ({ services, context, params, body }) => ({
    data: await service.withDraft(services, context, (tx) =>
      decideRows(tx, services, { importId: params.importId, changes: body }),
    ),
  })),
  route(contract.replayImport, async ({ services, context, params, body }) => ({
    data: await replayImport(services, context, { importId: params.importId, request: body }),
  })),
  route(contract.getImportReplay, async ({ read, params, query }) => ({
    data: await read((tx) => tellReplay(tx, params.importId, { offset: query.offset, limit: SHOWN })),
  })),
  route(contract.stopImportReplay, async ({ services, context, params }) => {
    await stopReplay(services, context, params.importId);
    return { data: undefined };
  }),
  route(contract.commitImport, (call) => commitImport(call, { ...call.params, ...call.body })),
  route(contract.revertImport, async (call) => {
    const { importId } = call.params;
    const { fileName } = await call.read((tx) => service.getImport(tx, importId));
    return call.write({ kind: 'revert', summary: `Undid: Imported ${fileName}` }, async (tx) => ({
      data: presentImport(await revertImport(tx, call.services, { importId, force: call.body.force })),
    }));
  }),
  route(contract.deleteImport, async ({ services, context, params }) => {
    await discardImport(services, context, params.importId);
    return { data: undefined };
  }),
  route(contract.listImportProfiles, async ({ read }) => ({
    data: await read((tx) => service.listProfiles(tx)),
  })),
  route(contract.deleteImportProfile, async ({ services, context, params }) => {
    await service.deleteProfile(services, context, params.profileId);
    return { data: undefined };
  }),
];
