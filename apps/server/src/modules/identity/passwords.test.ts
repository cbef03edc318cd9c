import { describe, expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './passwords.ts';

describe('passwords', () => {
  test('are hashed at cost 12 and verified', async () => {
    const stored = await hashPassword('Zinc otter 4');
    expect(stored).toMatch(/^\$2b\$12\$/);
    expect(await verifyPassword('Zinc otter 4', stored)).toBe(true);
    expect(await verifyPassword('Zinc otter 5', stored)).toBe(false);
  });

  test('never match where there is no hash', async () => {
    expect(await verifyPassword('Zinc otter 4', undefined)).toBe(false);
  });

  test('beyond 72 bytes are refused, not cut off', async () => {
    const longest = `Aa1${'ö'.repeat(34)}x`;
    expect(Buffer.byteLength(longest)).toBe(72);
    const stored = await hashPassword(longest);
    expect(await verifyPassword(longest, stored)).toBe(true);
    expect(await verifyPassword(`${longest}y`, stored)).toBe(false);
    await expect(hashPassword(`${longest}y`)).rejects.toThrow(RangeError);
  });
});
