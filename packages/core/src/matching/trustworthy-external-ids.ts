/** A row as matching sees it. */
export interface MatchableRow {
  readonly externalId: string | null;
  readonly fingerprint: string;
}

/**
 * The ids of a file that identify rows: not blank, not a placeholder, and borne by one row only. An id that several
 * rows bear (a constant, a counter that restarts, a hash of the content) tells nothing that the content does not.
 */
export function trustworthyExternalIds(rows: readonly MatchableRow[]): Set<string> {
  const once = new Set<string>();
  const repeated = new Set<string>();
  for (const { externalId } of rows) {
    const id = usableId(externalId);
    if (id === null || repeated.has(id)) continue;
    if (once.has(id)) {
      once.delete(id);
      repeated.add(id);
    } else once.add(id);
  }
  return once;
}

const PLACEHOLDERS: ReadonlySet<string> = new Set([
  '0',
  'n/a',
  'na',
  'none',
  'null',
  'nil',
  'undefined',
  'nonref',
  'unknown',
]);

/** The id without surrounding space, or null when it has no letter or digit, is all zeros, or is a placeholder. */
export function usableId(externalId: string | null): string | null {
  const id = externalId?.trim() ?? '';
  if (!/[\p{L}\p{N}]/u.test(id) || /^0+$/.test(id) || PLACEHOLDERS.has(id.toLowerCase())) return null;
  return id;
}
