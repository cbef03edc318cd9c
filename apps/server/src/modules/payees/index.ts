export { findOrCreatePayee, type KnownPayee } from './find-or-create.ts';
export { addPayeesOfImport } from './repo.imported.ts';
export { findPayeeFacts, replaceDefaultCategory } from './repo.ts';
