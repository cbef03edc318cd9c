import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { register } from '@fintrack/contract';
import { ApiClient } from '@fintrack/contract/client';
import { parseCalendarDate } from '@fintrack/core/dates';
import { parseCurrency } from '@fintrack/core/money';
import { BookWriter, type PlainFormat } from '@fintrack/core/plaintext';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillBooks } from '../../seed/fill-books.ts';
import { householdBook } from '../../seed/household.ts';
import { smallBusinessBook } from '../../seed/small-business.ts';
import { type ComparedBooks, compareBooks } from '../../testing/compare-books.ts';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { enterHardBooks, HARD_TEXTS } from '../../testing/hard-books.ts';
import { SECOND_ACCOUNTANTS } from '../../testing/second-accountant.ts';

const TODAY = parseCalendarDate('2026-11-20');
const RANDOM_BOOKS = 24;

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

describe('FinTrack and a second accountant', () => {
  const seeded = new Map<string, ComparedBooks>();
  beforeAll(async () => {
    const household = await openBooks({ tenantType: 'HOUSEHOLD', currency: 'EUR' });
    await fillBooks(household.client, householdBook(TODAY), 'EUR');
    const business = await openBooks({ tenantType: 'BUSINESS', currency: 'USD' });
    await fillBooks(business.client, smallBusinessBook(TODAY), 'USD');
    seeded.set('household', household).set('small business', business);
  }, 180_000);

  for (const accountant of SECOND_ACCOUNTANTS) {
    it.skipIf(!accountant.isThere).each(['household', 'small business'])(
      `agree on every day and month of the seeded %s, says ${accountant.name}`,
      async (name) => {
        const books = seeded.get(name);
        if (!books) throw new Error(`The ${name} was not seeded.`);
        const { count, differences } = await compareBooks(books, accountant);
        expect(differences).toEqual([]);
        // Two years of days for each account, and then the categories.
        expect(count).toBeGreaterThan(700 * 4);
      },
      120_000,
    );
  }
});

describe('random books with everything that could go wrong', () => {
  const books: ComparedBooks[] = [];
  beforeAll(async () => {
    for (let seed = 1; seed <= RANDOM_BOOKS; seed += 1) {
      const made = await openBooks({ tenantType: 'PERSONAL', currency: 'EUR' });
      await enterHardBooks(made.client, seed);
      books.push(made);
    }
  }, 300_000);

  for (const accountant of SECOND_ACCOUNTANTS) {
    it.skipIf(!accountant.isThere)(
      `are the same to the last minor unit, says ${accountant.name}`,
      async () => {
        const problems: string[] = [];
        let count = 0;
        for (const [index, each] of books.entries()) {
          try {
            const compared = await compareBooks(each, accountant);
            count += compared.count;
            problems.push(...compared.differences.map((difference) => `seed ${index + 1}: ${difference}`));
          } catch (error) {
            problems.push(`seed ${index + 1}: ${String(error)}`);
          }
        }
        expect(problems).toEqual([]);
        expect(count).toBeGreaterThan(RANDOM_BOOKS * 100);
      },
      300_000,
    );
  }
});

describe('names', () => {
  for (const accountant of SECOND_ACCOUNTANTS) {
    it.skipIf(!accountant.isThere)(
      `of every letter and every hard text are names to ${accountant.name}`,
      async () => {
        const signs = Array.from({ length: 0x1_1000 }, (_, code) => code)
          // Of the many Han and Hangul letters, which beancount takes alike, a few.
          .filter(
            (code) => (code < 0x3400 || code > 0xd7ff || code % 64 === 0) && (code < 0xd800 || code > 0xdfff),
          )
          .map((code) => String.fromCodePoint(code))
          .filter((sign) => /[\p{L}\p{Nd}]/u.test(sign));
        const names = [...signs.flatMap((sign) => [sign, `A${sign}`]), ...HARD_TEXTS];
        const file = await writeNames(accountant.name, names);
        try {
          await accountant.check(file.path);
        } finally {
          await file.remove();
        }
        expect(names.length).toBeGreaterThan(20_000);
      },
      120_000,
    );
  }
});

/** Books that are nothing but categories with these names. */
async function writeNames(
  format: PlainFormat,
  names: readonly string[],
): Promise<{ path: string; remove: () => Promise<void> }> {
  const writer = new BookWriter(format, {
    title: 'Names',
    baseCurrency: parseCurrency('EUR'),
    openingDate: TODAY,
    to: null,
    accounts: [],
    categories: names.map((name, index) => ({
      id: String(index).padStart(8, '0'),
      parentId: null,
      name,
      kind: 'expense',
      displayOrder: index,
    })),
  });
  const folder = await mkdtemp(join(tmpdir(), 'fintrack-names-'));
  const path = join(folder, 'names');
  await writeFile(path, writer.begin() + writer.end());
  return { path, remove: () => rm(folder, { recursive: true, force: true }) };
}

let people = 0;

async function openBooks(tenant: {
  readonly tenantType: 'PERSONAL' | 'HOUSEHOLD' | 'BUSINESS';
  readonly currency: string;
}): Promise<ComparedBooks & { readonly client: ApiClient }> {
  people += 1;
  // Sign-ups are limited by address.
  const ip = `198.51.100.${people}`;
  const body = {
    ...tenant,
    email: `second${people}@example.org`,
    password: 'Zinc otter 4 lanterns',
    name: 'Sam',
  };
  const { data } = await clientWith({}, ip).call(register, { body });
  const client = clientWith({ Authorization: `Bearer ${data.accessToken}` }, ip);
  return { app, client, tenantId: data.tenantId };
}

function clientWith(headers: Readonly<Record<string, string>>, ip: string): ApiClient {
  return new ApiClient({
    baseUrl: 'http://fintrack.test',
    headers,
    fetch: async (request) =>
      app.request(request.url, {
        method: request.method,
        headers: request.headers,
        ip,
        ...(request.body === null ? {} : { body: await request.arrayBuffer() }),
      }),
  });
}
