import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareBooks } from '../apps/server/src/testing/compare-books.ts';
import { type ContractClient, registerClient } from '../apps/server/src/testing/contract-client.ts';
import { createTestApp, type TestApp } from '../apps/server/src/testing/create-test-app.ts';
import { SECOND_ACCOUNTANTS } from '../apps/server/src/testing/second-accountant.ts';
import { enterBook } from './enter-book.ts';
import { readGoldenBooks } from './golden-book.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

describe.each(readGoldenBooks())('golden book $name, through a second accountant', (book) => {
  let client: ContractClient;
  beforeAll(async () => {
    client = await registerClient(app, { currency: book.base });
    await enterBook(client, book);
  });

  for (const accountant of SECOND_ACCOUNTANTS) {
    it.skipIf(!accountant.isThere)(`${accountant.name} comes to the same figures on every day`, async () => {
      const { count, differences } = await compareBooks(
        { app, client, tenantId: client.tenantId },
        accountant,
      );
      expect(differences).toEqual([]);
      expect(count).toBeGreaterThan(book.accounts.length * 5);
    });
  }
});
