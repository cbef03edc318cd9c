/** Where a sequence of keys stands: what has been pressed of a longer one, or the one that is complete. */
export interface KeyStep {
  pending: string;
  hit: string | null;
}

/**
 * Adds a key to what is pending. Sequences are keys with spaces between them ("g d"); a key that does not continue
 * the pending one starts anew.
 */
export function nextStep(pending: string, key: string, known: Iterable<string>): KeyStep {
  const sequences = [...known];
  const continued = pending === '' ? key : `${pending} ${key}`;
  for (const candidate of new Set([continued, key])) {
    if (sequences.includes(candidate)) return { pending: '', hit: candidate };
    if (sequences.some((sequence) => sequence.startsWith(`${candidate} `)))
      return { pending: candidate, hit: null };
  }
  return { pending: '', hit: null };
}
