// `npm test`: every test there is, and one closing line that adds them up.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SECOND_ACCOUNTANTS } from '../apps/server/src/testing/second-accountant.ts';
import { findChromium } from './find-chromium.ts';
import { runCommand } from './run-command.ts';
import { readPlaywright, readVitest, type Tally } from './test-reports.ts';

const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0, failures: [] };
const reports = mkdtempSync(join(tmpdir(), 'fintrack-test-'));
// `npm run test:browser -- rules` runs the files of that name alone.
const [only, ...named] = process.argv.slice(2);
const tallies: Tally[] = [];
if (only !== 'browser') tallies.push(await runVitest(), countAbsentAccountants());
if (only !== 'unit') tallies.push(await runBrowser());
rmSync(reports, { recursive: true, force: true });
report(tallies);

async function runVitest(): Promise<Tally> {
  const file = join(reports, 'vitest.json');
  const unhandled = join(reports, 'unhandled.json');
  const reporters = ['default', 'json', './scripts/unhandled-reporter.ts'].map(
    (name) => `--reporter=${name}`,
  );
  const command = ['vitest', 'run', ...named, ...reporters, `--outputFile.json=${file}`];
  const { code } = await runCommand(command, { show: true, env: { FINTRACK_UNHANDLED_ERRORS: unhandled } });
  return checked(
    code,
    existsSync(file) ? readVitest(read(file), existsSync(unhandled) ? read(unhandled) : '[]') : null,
  );
}

/** CI has to have them, but for those that its Debian does not have, which .ci/run names. */
function countAbsentAccountants(): Tally {
  const absent = SECOND_ACCOUNTANTS.filter(({ isThere }) => !isThere).map(({ name }) => name);
  const excused = (process.env.FINTRACK_ABSENT_ACCOUNTANTS ?? '').split(' ');
  for (const name of absent) {
    console.log(`\n*** The books were NOT COMPARED with ${name}: it is not installed. ***`);
    console.log(`On Debian, "apt-get install ${name}" gets it.`);
  }
  const missed = absent.filter((name) => !excused.includes(name)).length;
  // Its tests are counted as skipped already.
  return { ...NOTHING, failed: process.env.CI ? missed : 0 };
}

async function runBrowser(): Promise<Tally> {
  if (findChromium(process.env) === null) {
    console.log('\nNo Chromium was found, so the browser tests did not run.');
    console.log('Get one with "npx playwright install chromium" or, on Debian, "apt-get install chromium";');
    console.log('one that is elsewhere is named by CHROMIUM_PATH.');
    return { ...NOTHING, failed: process.env.CI ? 1 : 0, skipped: 1 };
  }
  const file = join(reports, 'playwright.json');
  const command = ['playwright', 'test', ...named, '--reporter=list,json'];
  const { code } = await runCommand(command, { show: true, env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file } });
  return checked(code, existsSync(file) ? readPlaywright(read(file)) : null);
}

/** A runner that failed without a failed test (an error outside of tests, a server that does not start) counts as one. */
function checked(code: number, tally: Tally | null): Tally {
  if (tally === null) return failedRun(`The tests ended with code ${code} and left no report.`, NOTHING);
  if (code === 0 || tally.failed > 0) return tally;
  return failedRun(`The tests ended with code ${code} although none of them failed: see above.`, tally);
}

function read(file: string): string {
  return readFileSync(file, 'utf8');
}

function failedRun(reason: string, tally: Tally): Tally {
  return { ...tally, failed: 1, failures: [...tally.failures, reason] };
}

/** What failed is said once more at the end: a log of thousands of lines is often seen by its last ones only. */
function report(parts: readonly Tally[]): void {
  for (const text of parts.flatMap(({ failures }) => failures)) console.log(`\n✗ ${text}`);
  const sum = (key: 'passed' | 'failed' | 'skipped') => parts.reduce((total, part) => total + part[key], 0);
  const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped}`);
  process.exitCode = sum('failed') === 0 && sum('passed') > 0 ? 0 : 1;
}
