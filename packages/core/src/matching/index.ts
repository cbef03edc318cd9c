export { type ChosenDuplicate, chooseWeighed, type WeighedPair, weighPair } from './choose-duplicates.ts';
export {
  type ComparedLine,
  type ComparedRow,
  compareRows,
} from './compare-rows.ts';
export { type IdTrust, trustIds } from './id-trust.ts';
export {
  EARLY_DAYS,
  type JudgedDuplicate,
  PUMP_HOLD,
  PUMP_MOST,
  SETTLED_DAYS,
  SETTLING_DAYS,
  TYPED_DAYS,
} from './judge-duplicate.ts';
export {
  type PairingRules,
  pairTransfers,
  type TransferCandidate,
  type TransferPair,
} from './pair-transfers.ts';
export { type ImportedRow, planImport, type RowFate } from './plan-import.ts';
export { type FingerprintSource, fingerprintCore, rowFingerprint } from './row-fingerprint.ts';
export { type MatchableRow, trustworthyExternalIds, usableId } from './trustworthy-external-ids.ts';
