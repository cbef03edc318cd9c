import { writeFileSync } from 'node:fs';
import type { Reporter } from 'vitest/node';

/** Vitest's JSON report leaves out errors outside of any test, which fail a run all the same: this keeps them. */
export default class UnhandledReporter implements Reporter {
  onTestRunEnd(_modules: unknown, errors: readonly { readonly message: string; readonly stack?: string }[]) {
    const file = process.env.FINTRACK_UNHANDLED_ERRORS;
    if (file) writeFileSync(file, JSON.stringify(errors.map(({ message, stack }) => stack ?? message)));
  }
}
