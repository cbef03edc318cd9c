import { hash, verify } from '@node-rs/bcrypt';

/** About a fifth of a second on one core; raised, old hashes keep verifying because each names its own cost. */
const COST = 12;
/** bcrypt reads no further. */
const MAX_BYTES = 72;
/** Of a random text that nobody kept: what is compared where there is no hash, at the same cost. */
const NOBODYS_HASH = '$2b$12$Iwt7ZDI2Sk22tCfqjh0TA.bwwhs/OCGu7lQ29reTrhMWYmQ5Mt4MC';

/** Off the event loop. Refuses (RangeError) more than 72 bytes; the contract has said so to the user before. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, { cost: COST, rejectLongPasswords: true });
}

/**
 * One comparison of the same cost whether or not there is a hash, so that the time of the answer does not tell.
 * A password beyond 72 bytes never matches: cut off, it could.
 */
export async function verifyPassword(password: string, storedHash: string | undefined): Promise<boolean> {
  const canMatch = storedHash !== undefined && Buffer.byteLength(password) <= MAX_BYTES;
  const matches = await verify(password, canMatch ? storedHash : NOBODYS_HASH);
  return canMatch && matches;
}
