/** A theme that a person has chosen; without one the browser's preference decides. */
export type Theme = 'light' | 'dark';

export const THEME_COOKIE = 'theme';

/** Reads the cookie `theme`. */
export function parseTheme(text: string | undefined): Theme | undefined {
  return text === 'light' || text === 'dark' ? text : undefined;
}
