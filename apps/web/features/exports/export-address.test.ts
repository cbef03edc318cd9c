import { describe, expect, it } from 'vitest';
import { exportHref, exportPageHref, exportProblem, readExportChoice } from './export-address.ts';

const FIRST = '019aa000-0000-7000-8000-000000000001';
const SECOND = '019aa000-0000-7000-8000-000000000002';

describe('a choice', () => {
  it('of everything is the plain file', () => {
    const choice = readExportChoice(new URLSearchParams('format=beancount&from=&to='));
    expect(exportProblem(choice)).toBeNull();
    expect(exportHref(choice)).toBe('/api/v1/exports/ledger.beancount');
  });

  it('of days and accounts names them, and comes back into the form', () => {
    const query = `format=hledger&from=2026-01-01&to=2026-03-31&accountId=${FIRST}&accountId=${SECOND}`;
    const choice = readExportChoice(new URLSearchParams(query));
    expect(exportProblem(choice)).toBeNull();
    expect(exportHref(choice)).toBe(
      `/api/v1/exports/ledger.journal?from=2026-01-01&to=2026-03-31&accountId=${FIRST}%2C${SECOND}`,
    );
    expect(exportPageHref(choice)).toBe(`/export?${query}`);
  });

  it.each([
    ['from=2026-02-01&to=2026-01-01', 'The first day is after the last one. Swap them.'],
    ['from=2026-02-30', 'Write a date that exists, like 2026-01-31.'],
    ['accountId=mine', 'This is not an id.'],
  ])('%s cannot be made: %s', (query, problem) => {
    expect(exportProblem(readExportChoice(new URLSearchParams(query)))).toBe(problem);
  });
});
