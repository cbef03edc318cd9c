// What Vitest and Playwright write of their runs, read for one closing report.

/** What a runner counted, and what it has to say of each test that failed. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** One text a failure: where, which test, why. */
  readonly failures: readonly string[];
}

/** Longer reasons are cut; the runner's own output has them whole. */
const MAX_REASON = 1500;

/** Vitest's JSON report, and the errors outside of tests. @throws {Error} when it lacks a count. */
export function readVitest(text: string, unhandled: string): Tally {
  const root = record(JSON.parse(text));
  const failures = texts(JSON.parse(unhandled)).map((error) => failure('vitest', 'outside of tests', error));
  for (const file of records(root.testResults)) {
    const failed = records(file.assertionResults).filter(({ status }) => status === 'failed');
    for (const { fullName, failureMessages } of failed) {
      failures.push(failure(file.name, fullName, texts(failureMessages).join('\n')));
    }
    // A file that does not load has no test to blame.
    if (failed.length === 0 && file.status === 'failed') {
      failures.push(failure(file.name, 'the file itself', file.message));
    }
  }
  return {
    passed: count(root, 'numPassedTests'),
    failed: count(root, 'numFailedTests'),
    skipped: count(root, 'numPendingTests') + count(root, 'numTodoTests'),
    failures,
  };
}

/** Playwright's JSON report. @throws {Error} when it lacks a count. */
export function readPlaywright(text: string): Tally {
  const root = record(JSON.parse(text));
  const stats = record(root.stats);
  return {
    passed: count(stats, 'expected') + count(stats, 'flaky'),
    failed: count(stats, 'unexpected'),
    skipped: count(stats, 'skipped'),
    failures: [
      ...records(root.errors).map(({ message }) => failure('playwright', 'the run itself', message)),
      ...records(root.suites).flatMap(readSuite),
    ],
  };
}

/** Also those that passed when tried again: they are to be mended as well. */
function readSuite(suite: Readonly<Record<string, unknown>>): string[] {
  const own = records(suite.specs).flatMap((spec) =>
    records(spec.tests)
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ status, projectName, results }) => {
        const title = `${String(spec.title)} [${String(projectName)}${status === 'flaky' ? ', passed when tried again' : ''}]`;
        const first = records(results).find(({ error }) => error !== undefined);
        return failure(spec.file, title, record(first?.error).message);
      }),
  );
  return [...own, ...records(suite.suites).flatMap(readSuite)];
}

function failure(file: unknown, test: unknown, reason: unknown): string {
  return `${String(file)} > ${String(test)}\n${String(reason).slice(0, MAX_REASON)}`;
}

/** A count that a report does not have is an error of this script, not zero. */
function count(report: Readonly<Record<string, unknown>>, key: string): number {
  const value = report[key];
  if (typeof value !== 'number') throw new Error(`The test report has no ${key}.`);
  return value;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function records(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
