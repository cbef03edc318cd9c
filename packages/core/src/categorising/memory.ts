/** How much of a class's memory there is: its place in a list of probabilities, and rows by how recent they are. */
export interface Remembered {
  readonly index: number;
  readonly weight: number;
}

/** So many rows of a merchant weigh as much as all that the model thinks of its words. */
const OPINION_WORTH = 0.6;

/**
 * What is thought of a row and what is remembered of its merchant, as one: each remembered row counts as one, the
 * opinion as a part of one. Sums to 1 as the opinion does.
 */
export function withMemory(opinion: Float64Array, remembered: readonly Remembered[]): Float64Array {
  let total = OPINION_WORTH;
  for (const { weight } of remembered) total += weight;
  const mixed = opinion.map((probability) => (probability * OPINION_WORTH) / total);
  for (const { index, weight } of remembered) mixed[index] = (mixed[index] ?? 0) + weight / total;
  return mixed;
}
