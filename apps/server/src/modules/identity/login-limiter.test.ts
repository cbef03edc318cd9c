import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Admission, createLoginLimiter, type LoginLimiter } from './login-limiter.ts';

const EMAIL = 'ada@example.org';

// The library measures time with Date and timers.
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('one device guessing', () => {
  test('gets five tries at once, then one every 30 seconds', async () => {
    const limiter = createLoginLimiter();
    expect(await admitted(limiter, 6, stranger('192.0.2.1'))).toBe(5);
    expect(await limiter.admit(stranger('192.0.2.1'))).toEqual({ admitted: false, retryAfterSeconds: 30 });

    await vi.advanceTimersByTimeAsync(29_000);
    expect(await limiter.admit(stranger('192.0.2.1'))).toEqual({ admitted: false, retryAfterSeconds: 1 });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await admitted(limiter, 3, stranger('192.0.2.1'))).toBe(1);
  });

  test('is the same account however the address is written', async () => {
    const limiter = createLoginLimiter();
    await admitted(limiter, 5, stranger('192.0.2.1'));
    expect((await limiter.admit({ ...stranger('192.0.2.1'), email: 'ADA@Example.org' })).admitted).toBe(
      false,
    );
  });

  test('starts anew after a success', async () => {
    const limiter = createLoginLimiter();
    await admitted(limiter, 4, stranger('192.0.2.1'));
    await succeed(await limiter.admit(stranger('192.0.2.1')));
    expect(await admitted(limiter, 9, stranger('192.0.2.1'))).toBe(5);
  });

  test('is one device within an IPv6 /64', async () => {
    const limiter = createLoginLimiter();
    await admitted(limiter, 5, stranger('2001:db8:1:2::1'));
    expect((await limiter.admit(stranger('2001:db8:1:2:ffff::9'))).admitted).toBe(false);
    expect((await limiter.admit(stranger('2001:db8:1:3::1'))).admitted).toBe(true);
  });

  test('is one device as IPv4 mapped into IPv6', async () => {
    const limiter = createLoginLimiter();
    await admitted(limiter, 5, stranger('::ffff:192.0.2.1'));
    expect((await limiter.admit(stranger('192.0.2.1'))).admitted).toBe(false);
  });
});

describe('many addresses guessing one account', () => {
  test('share 50 tries, and the owner still signs in where he did before', async () => {
    const limiter = createLoginLimiter();
    let tries = 0;
    for (let host = 1; host <= 60; host += 1) {
      tries += await admitted(limiter, 1, stranger(`198.51.100.${host}`));
    }
    expect(tries).toBe(50);

    expect((await limiter.admit(stranger('203.0.113.9'))).admitted).toBe(false);
    const owner = { email: EMAIL, address: '203.0.113.9', knownAs: '203.0.113.9' };
    expect((await limiter.admit(owner)).admitted).toBe(true);
  });

  test('a known device is slowed down by its own failures alone', async () => {
    const limiter = createLoginLimiter();
    const owner = { email: EMAIL, address: '192.0.2.1', knownAs: 'session 1' };
    expect(await admitted(limiter, 9, owner)).toBe(5);
    expect((await limiter.admit({ ...owner, knownAs: 'session 2' })).admitted).toBe(true);
  });
});

describe('one address guessing many accounts', () => {
  test('gets 100 tries, each success given back', async () => {
    const limiter = createLoginLimiter();
    for (let index = 0; index < 120; index += 1) {
      await succeed(await limiter.admit({ ...stranger('192.0.2.1'), email: `good${index}@example.org` }));
    }
    let tries = 0;
    for (let index = 0; index < 120; index += 1) {
      tries += await admitted(limiter, 1, { ...stranger('192.0.2.1'), email: `user${index}@example.org` });
    }
    expect(tries).toBe(100);
  });
});

function stranger(address: string) {
  return { email: EMAIL, address, knownAs: null };
}

async function admitted(
  limiter: LoginLimiter,
  times: number,
  attempt: ReturnType<typeof stranger> | { email: string; address: string; knownAs: string },
): Promise<number> {
  let count = 0;
  for (let index = 0; index < times; index += 1) {
    if ((await limiter.admit(attempt)).admitted) count += 1;
  }
  return count;
}

async function succeed(admission: Admission): Promise<void> {
  if (!admission.admitted) throw new Error('the try was refused');
  await admission.succeeded();
}
