import { setPriority } from 'node:os';

/** About half the share of a thread of ordinary priority, where both want the same processor. */
const NICE = 3;

/**
 * Lets the server's own thread go first where processors are few. Called in a thread of its own: Linux knows the
 * priority of each thread, while elsewhere it would be that of the whole program.
 */
export function yieldToRequests(): void {
  if (process.platform === 'linux') setPriority(NICE);
}
