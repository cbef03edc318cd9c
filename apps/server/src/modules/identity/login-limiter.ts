import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../../platform/errors.ts';

/** One try to sign in. `knownAs` names the session or address that this user signed in from before. */
interface LoginAttempt {
  readonly email: string;
  readonly address: string;
  readonly knownAs: string | null;
}

/** An admitted try; `succeeded` forgets the device's failures and gives the other budgets back what it took. */
export type Admission =
  | { admitted: true; succeeded: () => Promise<void> }
  | { admitted: false; retryAfterSeconds: number };

export interface LoginLimiter {
  admit(attempt: LoginAttempt): Promise<Admission>;
  /** Registrations count by address alone, whether or not they succeed: each costs a hash, and may cost a tenant. */
  admitRegistration(address: string): Promise<Admission>;
}

/**
 * Guessing is slowed down, and nobody is locked out: each budget is a handful of failures at once and then one every
 * so many seconds for ever. A stranger's try counts on the pair of account and address, on the account, and on the
 * address. A device that signed in to this account before has a budget of its own and counts on nothing else, so
 * the owner gets in at home while strangers elsewhere use up the account's budget. An account that does not exist
 * is limited in the same way, so that the limit tells nothing either.
 *
 * A try is taken from the budgets before the password is compared: a thousand at once are not a thousand free ones.
 */
export function createLoginLimiter(): LoginLimiter {
  const device = new Budget('login-device', { atOnce: 5, perSeconds: 15 * MINUTE, thenOneEverySeconds: 30 });
  const account = new Budget('login-account', {
    atOnce: 50,
    perSeconds: 60 * MINUTE,
    thenOneEverySeconds: 30,
  });
  const address = new Budget('login-address', {
    atOnce: 100,
    perSeconds: 15 * MINUTE,
    thenOneEverySeconds: 5,
  });
  const registration = new Budget('register', {
    atOnce: 100,
    perSeconds: 15 * MINUTE,
    thenOneEverySeconds: 5,
  });
  return {
    admitRegistration: (from) => takeAll([[registration, addressBlock(from)]]),
    admit: (attempt) => {
      const email = attempt.email.toLowerCase();
      if (attempt.knownAs !== null) return takeAll([[device, `${email} known ${attempt.knownAs}`]]);
      const from = addressBlock(attempt.address);
      return takeAll([
        [device, `${email} ${from}`],
        [account, email],
        [address, from],
      ]);
    },
  };
}

/** @throws AppError RATE_LIMITED */
export function refuseForNow(seconds: number): never {
  throw new AppError('RATE_LIMITED', `Too many attempts. Wait ${seconds} seconds, then try again.`, {
    headers: { 'Retry-After': String(seconds) },
  });
}

const MINUTE = 60;

/** Takes one from each budget in turn, the device's first; where one refuses, the others get theirs back. */
async function takeAll(wanted: readonly (readonly [Budget, string])[]): Promise<Admission> {
  const taken: (() => Promise<void>)[] = [];
  const giveBack = async (): Promise<void> => {
    await Promise.all(taken.map((undo) => undo()));
  };
  for (const [budget, key] of wanted) {
    const result = await budget.take(key);
    if (typeof result === 'number') {
      await giveBack();
      return { admitted: false, retryAfterSeconds: result };
    }
    taken.push(result);
  }
  const [first] = wanted;
  return {
    admitted: true,
    succeeded: async () => {
      await giveBack();
      if (first !== undefined) await first[0].forget(first[1]);
    },
  };
}

interface BudgetSize {
  readonly atOnce: number;
  readonly perSeconds: number;
  readonly thenOneEverySeconds: number;
}

class Budget {
  readonly #trickle: RateLimiterMemory;
  readonly #burst: RateLimiterMemory;

  constructor(name: string, size: BudgetSize) {
    this.#trickle = new RateLimiterMemory({
      keyPrefix: `${name}-trickle`,
      points: 1,
      duration: size.thenOneEverySeconds,
    });
    this.#burst = new RateLimiterMemory({
      keyPrefix: `${name}-burst`,
      points: size.atOnce - 1,
      duration: size.perSeconds,
    });
  }

  /** How to give it back, or the seconds to wait. */
  async take(text: string): Promise<(() => Promise<void>) | number> {
    const key = keyOf(text);
    const waits: number[] = [];
    for (const limiter of [this.#trickle, this.#burst]) {
      const refusal = await consume(limiter, key);
      if (refusal === null) {
        return async () => {
          await limiter.reward(key);
        };
      }
      waits.push(refusal.msBeforeNext);
    }
    return Math.max(1, Math.ceil(Math.min(...waits) / 1000));
  }

  async forget(text: string): Promise<void> {
    const key = keyOf(text);
    await Promise.all([this.#trickle.delete(key), this.#burst.delete(key)]);
  }
}

/** Whatever was typed as an address becomes a key of one length. */
function keyOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<RateLimiterRes | null> {
  try {
    await limiter.consume(key);
    return null;
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    // A refused try cost nothing: hammering does not make the wait longer.
    await limiter.reward(key);
    return refusal;
  }
}

/** One subscriber: an IPv4 address, or the /64 that an IPv6 subscriber has whole. */
function addressBlock(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address.replace(/^::ffff:/, '');
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter(Boolean).length;
  const all = [...groups, ...Array.from({ length: missing }, () => '0')];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
