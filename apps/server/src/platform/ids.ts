import { v7 } from 'uuid';

/** A new UUIDv7: ordered by time, and within one process strictly by call. */
export function newId(): string {
  return v7();
}
