export { findPrepared } from './find-prepared.ts';
export { loadRuleSet, loadRules } from './load-rules.ts';
export { prepareRules, type RuleSet } from './prepare-rules.ts';
export { countRulesNaming, replaceInRules } from './replace-in-rules.ts';
export { type Origin, saveOrigins } from './repo.origins.ts';
export { listProposals } from './service.proposals.ts';
export type { SetBy } from './tables.ts';
