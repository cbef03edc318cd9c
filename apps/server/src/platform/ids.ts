import { v7 } from 'uuid';

/** Random bytes for so many ids are drawn at a time: a draw costs more than all the rest of an id. */
const DRAWN = 256;
const ID_BYTES = 16;

const pool = new Uint8Array(DRAWN * ID_BYTES);
let used = pool.length;
let milliseconds = 0;
let sequence = 0;

/** A new UUIDv7: ordered by time, and within one process strictly by call. */
export function newId(): string {
  const random = drawBytes();
  const now = Date.now();
  if (now > milliseconds) {
    milliseconds = now;
    // 31 random bits: there is room to count up within a millisecond.
    const [high = 0, middle = 0, low = 0, lowest = 0] = random.subarray(6, 10);
    sequence = ((high & 0x7f) << 24) | (middle << 16) | (low << 8) | lowest;
  } else {
    sequence = (sequence + 1) | 0;
    if (sequence === 0) milliseconds += 1;
  }
  return v7({ random, msecs: milliseconds, seq: sequence });
}

function drawBytes(): Uint8Array {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  used += ID_BYTES;
  return pool.subarray(used - ID_BYTES, used);
}
