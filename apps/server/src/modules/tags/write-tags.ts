/** Tags as a row keeps them: each once, whatever the case, written as the tag itself is where there is one. */
export function writeTags(names: readonly string[], known: ReadonlyMap<string, string>): string[] {
  const written = new Map<string, string>();
  for (const name of names) {
    const own = known.get(name) ?? name;
    if (!written.has(own.toLowerCase())) written.set(own.toLowerCase(), own);
  }
  return [...written.values()];
}
