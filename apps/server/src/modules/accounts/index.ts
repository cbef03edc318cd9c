export { findAnchors, saveAnchor } from './repo.anchors.ts';
export { putBackImportedAnchors, takeBackImportedAnchors } from './repo.imported.ts';
export { findAccountsWithBalances } from './repo.ts';
export { announceBalance } from './service.anchors.ts';
export { type Drift, driftsOf, loadLedger, loadLedgers, netWorthOf } from './service.balances.ts';
