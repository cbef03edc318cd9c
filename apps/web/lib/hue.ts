import { CATEGORY_COLORS } from '@fintrack/core/categories';

/** Number of category colours in tokens.css. */
const HUES = 12;

/** The hue (1 to 12) of a category: its own colour where that is one of the twelve, else one that its name gives. */
export function categoryHue({ color, name }: { color: string | null; name: string }): number {
  const own = CATEGORY_COLORS.findIndex((known) => known === color?.toLowerCase());
  return own < 0 ? hueOf(name) : own + 1;
}

/** One of the twelve colours, always the same for the same text: for a category that has none of its own. */
function hueOf(text: string): number {
  let hash = 0;
  for (const character of text) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return (hash % HUES) + 1;
}
