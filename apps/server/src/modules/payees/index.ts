export { findOrCreatePayee } from './find-or-create.ts';
export { addPayeesOfImport, addPayeesOfOwnParts } from './repo.imported.ts';
export {
  addPayeesNamed,
  findNamedPayees,
  findPayeesById,
  findPayeesNamed,
  type KnownPayee,
  type PayeeName,
  type ReservedPayee,
} from './repo.names.ts';
export { findPayeeFacts, replaceDefaultCategory } from './repo.ts';
