export { findOrCreatePayee } from './find-or-create.ts';
export { addPayeesOfImport } from './repo.imported.ts';
export {
  addPayeesNamed,
  findPayeesById,
  findPayeesNamed,
  type KnownPayee,
  type ReservedPayee,
} from './repo.names.ts';
export { findPayeeFacts, replaceDefaultCategory } from './repo.ts';
