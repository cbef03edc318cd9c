import { parseCalendarDate } from '@fintrack/core/dates';
import { afterAll, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { importFile } from '../../testing/import-client.ts';
import { signUp } from '../../testing/test-client.ts';
import { readTextGroups } from './repo.groups.ts';

const app: TestApp = await createTestApp();
afterAll(() => app.close());

it('of a text that stands there more than 4,000 times the newest rows are looked at, oldest first', async () => {
  const client = await signUp(app);
  const accountId = await client.addAccount({ name: 'Checking', currency: 'EUR' });
  const lines = Array.from({ length: 4003 }, (_, index) => {
    const day = index === 4002 ? '2026-02-01' : index < 3 ? '2026-01-01' : '2026-01-15';
    return `${day},COFFEE,-${index + 1}.00`;
  });
  for (let first = 0; first < lines.length; first += 700) {
    const content = ['Date,Description,Amount', ...lines.slice(first, first + 700), ''].join('\n');
    await importFile(app, client, { name: `coffee${first}.csv`, content, accountId });
  }
  const span = { from: parseCalendarDate('2025-01-01'), until: parseCalendarDate('2026-12-31') };
  const groups = await app.database.jobTenant({ tenantId: client.tenantId, userId: null }, null, (tx) =>
    readTextGroups(tx, span),
  );
  expect(groups).toHaveLength(1);
  const amounts = groups[0]?.amounts.split(',') ?? [];
  expect(amounts).toHaveLength(4000);
  expect(groups[0]?.ids.split(',')).toHaveLength(4000);
  expect(groups[0]?.total).toBe(4003);
  expect(groups[0]?.days.split(',').at(0)).toBe('20468');
  expect(amounts.at(-1)).toBe('-400300');
});
