import type { ChangeSetEntry } from '@fintrack/contract';

/** Kinds of rows that have no undoing of their own. */
const UNDONE_AS_ONE: ReadonlySet<string> = new Set(['import', 'membership', 'user']);

/** Whether a row of a change can be undone without the rest of it. */
export function canBeChosen({ resourceType, resourceId, isUndone }: ChangeSetEntry): boolean {
  return resourceId !== null && !isUndone && !UNDONE_AS_ONE.has(resourceType);
}
