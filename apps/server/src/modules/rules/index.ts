export { loadRuleSet, loadRules, prepareRules, type RuleSet } from './load-rules.ts';
export { type Origin, saveOrigins } from './repo.origins.ts';
export type { SetBy } from './tables.ts';
