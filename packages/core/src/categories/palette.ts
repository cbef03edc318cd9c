/**
 * Twelve category colours, chosen for the largest distance between any two under normal, protan, deutan and tritan
 * vision. The web's tokens `--category-1` to `--category-12` are these in the light theme, in this order.
 */
export const CATEGORY_COLORS = [
  '#0796c2',
  '#8c5200',
  '#562a9a',
  '#006855',
  '#e15d8c',
  '#968e00',
  '#164969',
  '#b5428c',
  '#617f52',
  '#6471e2',
  '#5c400d',
  '#7d48b6',
] as const;

/** A position in {@link CATEGORY_COLORS}, counted from 1 as the web's tokens are. */
export type CategoryHue = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12;

/** The colour of a hue, as #rrggbb. */
export function categoryColor(hue: CategoryHue): string {
  return CATEGORY_COLORS[hue - 1] ?? CATEGORY_COLORS[0];
}
