export { analyseRules, type ConflictReport, RuleAnalysis, type RuleReport } from './analyse-rules.ts';
export { comparableText, tidyText } from './compare-text.ts';
export { compileCondition, type PatternCompiler, type RowTest } from './compile-condition.ts';
export { type Correction, proposeRules, type RuleProposal } from './propose-rules.ts';
export { namesCategory, type Replacements, replaceReferences } from './replace-references.ts';
export {
  type AmountField,
  conditionSize,
  type Rule,
  type RuleAction,
  type RuleCondition,
  type RuleMark,
  type RuleTest,
  type SplitPartPlan,
  type SplitShare,
  TEXT_FIELDS,
  TEXT_OPERATORS,
  type TextField,
  type TextOperator,
  testsOf,
} from './rule.ts';
export type { RuleRow } from './rule-row.ts';
export {
  type CompiledRules,
  compileRules,
  type RuleField,
  type RuleOutcome,
  runRules,
  type Setting,
} from './run-rules.ts';
export { type RowPart, readPercent, splitRow } from './split-row.ts';
