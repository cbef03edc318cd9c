export { linkRevert } from './repo.ts';
export { refuseObstacles, revertRows } from './revert-rows.ts';
export { type Reverter, registerReverter } from './reverters.ts';
