export { findAnchors, saveAnchor } from './repo.anchors.ts';
export { putBackImportedAnchors, takeBackImportedAnchors } from './repo.imported.ts';
export { findTotalDifferences } from './repo.ledgers.ts';
export { findRunningBalances } from './repo.running.ts';
export { findAccount, findAccountsWithBalances, lockAccount } from './repo.ts';
export {
  type Drift,
  driftsOf,
  getBalance,
  type LoadedLedger,
  loadLedger,
  loadLedgers,
  netWorthOf,
  presentInBase,
} from './service.balances.ts';
