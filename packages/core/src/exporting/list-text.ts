/**
 * Several names in one cell, for people: "food, travel". Where that could be read in another way, because a name holds
 * the separator, begins like JSON or has spaces around it, it is JSON.
 */
export function writeList(names: readonly string[], separator: string): string {
  const mark = separator.trim();
  const isPlain = names.every(
    (name) => name !== '' && name === name.trim() && !name.includes(mark) && !name.startsWith('['),
  );
  return isPlain ? names.join(separator) : JSON.stringify(names);
}

/** The names of a cell that {@link writeList} made or a person typed; null when it is JSON and no list of names. */
export function readList(text: string, separator: string): readonly string[] | null {
  if (text.trim() === '') return [];
  if (!text.startsWith('[')) {
    return text
      .split(separator.trim())
      .map((name) => name.trim())
      .filter((name) => name !== '');
  }
  const value = parseJson(text);
  return isTextList(value) ? value : null;
}

/** The value of a JSON text; undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** True for a list of texts alone. */
export function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
