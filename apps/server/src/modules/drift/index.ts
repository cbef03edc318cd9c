export { explainDifference } from './explain-difference.ts';
