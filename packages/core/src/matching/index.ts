export {
  type PairingRules,
  pairTransfers,
  type TransferCandidate,
  type TransferPair,
} from './pair-transfers.ts';
export { type ImportedRow, planImport, type RowFate } from './plan-import.ts';
export { type FingerprintSource, fingerprintCore, rowFingerprint } from './row-fingerprint.ts';
export { type MatchableRow, trustworthyExternalIds, usableId } from './trustworthy-external-ids.ts';
