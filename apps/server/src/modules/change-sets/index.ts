export { isEmpty, toWireValue } from './present.ts';
export { findNames } from './repo.ts';
export { linkUndoing } from './repo.undone.ts';
export { revertRows } from './revert-rows.ts';
export { type Reverted, type RevertRequest, registerReverter } from './reverters.ts';
