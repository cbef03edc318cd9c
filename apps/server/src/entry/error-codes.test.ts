import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ERRORS, type ErrorCode, errorTitle } from '@fintrack/contract';
import { beforeAll, describe, expect, it } from 'vitest';

const SOURCES = join(import.meta.dirname, '..');
const CODES = Object.keys(ERRORS) as ErrorCode[];

/** The closed list of refusals: each is given somewhere, each is provoked by a test, each says something. */
describe('every error code', () => {
  let program = '';
  let tests = '';
  beforeAll(async () => {
    for await (const file of glob('**/*.ts', { cwd: SOURCES })) {
      if (file.endsWith('error-codes.test.ts')) continue;
      const text = await readFile(join(SOURCES, file), 'utf8');
      if (file.endsWith('.test.ts')) tests += text;
      else program += text;
    }
  });

  it.each(CODES)('%s is given by the program', (code) => {
    expect(program).toContain(`'${code}'`);
  });

  it.each(CODES)('%s is provoked by a test', (code) => {
    expect(tests).toMatch(new RegExp(`\\b${code}\\b`));
  });

  it.each(CODES)('%s has a title for the user', (code) => {
    expect(errorTitle(code).length).toBeGreaterThan(5);
  });
});
