import { type CompiledRules, compileRules, type Rule } from '@fintrack/core/rules';
import { compilePattern } from './compile-pattern.ts';
import type { KnownBooks } from './repo.books.ts';

/** The active rules with what they name, as plain data: it can be handed to another thread. */
export interface RuleSet extends KnownBooks {
  readonly rules: readonly Rule[];
}

/** Makes a rule set ready to be run. */
export function prepareRules(set: RuleSet): CompiledRules {
  return compileRules(
    set.rules,
    {
      categoryKinds: new Map(set.categories.map(({ id, kind }) => [id, kind])),
      accountIds: new Set(set.accounts.map(({ id }) => id)),
    },
    compilePattern,
  );
}
