export { linkRevert } from './repo.ts';
export { revertRows } from './revert-rows.ts';
export { registerReverter } from './reverters.ts';
