export { DATE_WORDS, type DateContext, type Days, isDateWord, readDays } from './date-words.ts';
export { allowedEdits, closestName, closeWords, editDistance } from './edit-distance.ts';
export { foldText } from './fold-text.ts';
export { findOperator, OPERATORS, type Operator, type OperatorName } from './operators.ts';
export { MAX_QUERY_LENGTH, parseQuery } from './parse-query.ts';
export { printQuery } from './print-query.ts';
export {
  type AmountBound,
  type HeldThing,
  leavesOf,
  type NamedField,
  type ParsedQuery,
  type QueryProblem,
  type SearchLeaf,
  type SearchNode,
  type Span,
} from './query.ts';
