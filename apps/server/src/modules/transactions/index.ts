export { listTransactions } from './list.ts';
export { addBankLine, addMissingLeg, repeatTransaction, turnAmountRound } from './mending.ts';
export { countProposals } from './proposals.ts';
export { deleteAccountRows, reassignCategories, replacePayees, rewriteTags } from './repo.bulk.ts';
export {
  bookImportRows,
  findTouchedImported,
  type ImportTarget,
  putBackImported,
  takeBackImported,
} from './repo.imported.ts';
export { lockReconciled, unlockReconciled } from './repo.reconcile.ts';
export { addTransaction, deleteTransaction, editTransaction, getTransaction } from './service.ts';
export { restoreFromTrash } from './trash.ts';
