export { changeRows, presentTransactions, type RowChange } from './change-rows.ts';
export { linkCertainTransfers } from './link-certain.ts';
export { listTransactions, selectIds } from './list.ts';
export { listAll } from './list-all.ts';
export { listByIds } from './list-by-ids.ts';
export { readPage, writePagination } from './list-page.ts';
export { addBankLine, addMissingLeg, repeatTransaction, turnAmountRound } from './mending.ts';
export { countProposals } from './proposals.ts';
export { deleteAccountRows, reassignCategories, replacePayees, rewriteTags } from './repo.bulk.ts';
export {
  bookImportRows,
  findTouchedImported,
  hasSplitRows,
  type ImportTarget,
  putBackImported,
  takeBackImported,
} from './repo.imported.ts';
export { bookOwnRows, findOwnCategories } from './repo.own-rows.ts';
export { lockReconciled, unlockReconciled } from './repo.reconcile.ts';
export { changeReplayed, type ReplayedFields, removeReplayed, renewBankLines } from './repo.replayed.ts';
export { settleImportRows } from './repo.settled.ts';
export { addTransaction, deleteTransaction, editTransaction, getTransaction } from './service.ts';
export { restoreFromTrash } from './trash.ts';
