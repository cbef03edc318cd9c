import type { QueryProblem } from '@fintrack/core/search';
import { refuse } from '../../platform/errors.ts';

/** Refuses a search with the place of what cannot be read. */
export function refuseSearch(problem: QueryProblem): never {
  const { message, hint } = problem;
  refuse('SEARCH_UNREADABLE', `${message.charAt(0).toUpperCase()}${message.slice(1)}. ${hint}`, problem);
}
