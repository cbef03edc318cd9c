/** The ids with one of them in another place, which counts from 1. */
export function moveId(ids: readonly string[], id: string, place: number): string[] {
  if (!ids.includes(id) || !Number.isInteger(place)) return [...ids];
  const others = ids.filter((other) => other !== id);
  return others.toSpliced(Math.max(0, place - 1), 0, id);
}
