import type { PatternCompiler } from '@fintrack/core/rules';
import { RE2JS, RE2JSException } from 're2js';

/** Of a compiled pattern: for each letter of a text it takes that many steps at most. */
const MOST_INSTRUCTIONS = 500;
/** Letters of a text that a pattern sees: a bank's line has a few hundred. */
const LONGEST_TEXT = 2000;

/**
 * Regular expressions of the RE2 syntax, without regard to case, in time linear in the text: there is no pattern that
 * a text could make run for long. Null for a pattern with what cannot be done in that time (references back, looking
 * ahead), that is broken or that is too large.
 */
export const compilePattern: PatternCompiler = (pattern) => {
  const compiled = tryCompile(pattern);
  return typeof compiled === 'string' ? null : (text) => compiled.test(text.slice(0, LONGEST_TEXT));
};

/** What is wrong with a pattern, for the user; null when nothing is. */
export function problemOfPattern(pattern: string): string | null {
  const compiled = tryCompile(pattern);
  return typeof compiled === 'string' ? compiled : null;
}

function tryCompile(pattern: string): RE2JS | string {
  try {
    const compiled = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
    return compiled.programSize() <= MOST_INSTRUCTIONS
      ? compiled
      : 'This pattern is too large. Repeat fewer times, or make two rules of it.';
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return `This pattern cannot be read (${error.message}). Looking ahead or behind and references back (\\1) are not possible.`;
  }
}
