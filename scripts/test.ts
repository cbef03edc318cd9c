// `npm test`: every test there is, and one closing line that adds them up.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SECOND_ACCOUNTANTS } from '../apps/server/src/testing/second-accountant.ts';
import { findChromium } from './find-chromium.ts';
import { runCommand } from './run-command.ts';

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

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
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const command = ['vitest', 'run', ...named, ...reporters];
  const { code } = await runCommand(command, { show: true });
  return checked(code, existsSync(file) ? readVitest(file) : null);
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
  return { passed: 0, failed: process.env.CI ? missed : 0, skipped: 0 };
}

async function runBrowser(): Promise<Tally> {
  if (findChromium(process.env) === null) {
    console.log('\nNo Chromium was found, so the browser tests did not run.');
    console.log('Get one with "npx playwright install chromium" or, on Debian, "apt-get install chromium";');
    console.log('one that is elsewhere is named by CHROMIUM_PATH.');
    return { passed: 0, failed: process.env.CI ? 1 : 0, skipped: 1 };
  }
  const file = join(reports, 'playwright.json');
  const command = ['playwright', 'test', ...named, '--reporter=list,json'];
  const { code } = await runCommand(command, { show: true, env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file } });
  return checked(code, existsSync(file) ? readPlaywright(file) : null);
}

/** A runner that failed without a failed test (a file that does not load, a server that does not start) counts as one. */
function checked(code: number, tally: Tally | null): Tally {
  if (tally === null) return { passed: 0, failed: 1, skipped: 0 };
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

function readVitest(file: string): Tally {
  const result = readNumbers(JSON.parse(readFileSync(file, 'utf8')));
  return {
    passed: result('numPassedTests'),
    failed: result('numFailedTests'),
    skipped: result('numPendingTests') + result('numTodoTests'),
  };
}

function readPlaywright(file: string): Tally {
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const result = readNumbers(isRecord(parsed) ? parsed.stats : null);
  return {
    passed: result('expected') + result('flaky'),
    failed: result('unexpected'),
    skipped: result('skipped'),
  };
}

/** A count that a report does not have is an error of this script, not zero. */
function readNumbers(report: unknown): (key: string) => number {
  return (key) => {
    const value = isRecord(report) ? report[key] : undefined;
    if (typeof value !== 'number') throw new Error(`The test report has no ${key}.`);
    return value;
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function report(parts: readonly Tally[]): void {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const part of parts) {
    total.passed += part.passed;
    total.failed += part.failed;
    total.skipped += part.skipped;
  }
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
  process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
}
