/**
 * Control characters, line and paragraph separators, lone surrogates, and the marks that make a line look other than it
 * is (bidirectional embeddings, overrides and isolates). Words written from right to left need none of them.
 */
const UNSAFE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069\uFEFF]+/gu;

/** The text as one line that reads as it is stored: what a file of lines cannot hold becomes a space. */
export function cleanLine(text: string): string {
  return text.replace(UNSAFE, ' ').trim();
}

/** The lines of a text, each clean; empty ones at its ends left out. */
export function cleanLines(text: string): string[] {
  return text
    .trim()
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/u)
    .map(cleanLine);
}
