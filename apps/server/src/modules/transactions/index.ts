export { listTransactions } from './list.ts';
export { deleteAccountRows, detachPayee, reassignCategories } from './repo.bulk.ts';
export {
  bookImportRows,
  findTouchedImported,
  type ImportTarget,
  putBackImported,
  takeBackImported,
} from './repo.imported.ts';
