/**
 * Letters to add, take away, replace or swap with their neighbour to make one word of the other, up to `limit`; a
 * number above the limit when it takes more. Source: optimal string alignment (restricted Damerau-Levenshtein).
 */
export function editDistance(left: string, right: string, limit: number): number {
  const [from, to] = [Array.from(left), Array.from(right)];
  if (Math.abs(from.length - to.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, letter] of from.entries()) {
    const row = [index + 1];
    for (const [column, other] of to.entries()) {
      const replaced = at(last, column) + (letter === other ? 0 : 1);
      let best = Math.min(at(last, column + 1) + 1, at(row, column) + 1, replaced);
      if (letter === to[column - 1] && other === from[index - 1]) {
        best = Math.min(best, at(beforeLast, column - 1) + 1);
      }
      row.push(best);
    }
    if (Math.min(...row) > limit) return limit + 1;
    [beforeLast, last] = [last, row];
  }
  return at(last, to.length);
}

/** Mistakes that a word may hold: none up to 3 letters, 1 up to 7, 2 in longer ones. Figures are never guessed. */
export function allowedEdits(word: string): 0 | 1 | 2 {
  const { length } = Array.from(word);
  if (length < 4 || /\d/u.test(word)) return 0;
  return length < 8 ? 1 : 2;
}

/** The words that a misspelt one may mean: those with the fewest mistakes within what its length allows. */
export function closeWords(word: string, vocabulary: readonly string[]): string[] {
  const limit = allowedEdits(word);
  if (limit === 0) return [];
  const measured = vocabulary.map((known) => ({ known, distance: editDistance(word, known, limit) }));
  const least = Math.min(...measured.map(({ distance }) => distance));
  if (least > limit) return [];
  return measured
    .filter(({ distance }) => distance === least)
    .map(({ known }) => known)
    .sort();
}

/** The name that comes closest to a mistyped one, for "Did you mean"; undefined where none is near. */
export function closestName(typed: string, names: readonly string[]): string | undefined {
  const wanted = typed.toLowerCase();
  const limit = Math.max(1, Math.floor(Array.from(wanted).length / 3));
  let best: { name: string; distance: number } | undefined;
  for (const name of names) {
    const distance = editDistance(wanted, name.toLowerCase(), limit);
    if (distance <= limit && (best === undefined || distance < best.distance)) best = { name, distance };
  }
  return best?.name;
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
