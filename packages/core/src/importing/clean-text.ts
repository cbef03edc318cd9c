// PostgreSQL refuses NUL, and lone surrogates cannot be written as UTF-8.
const CONTROLS = /[\u0000-\u001F\u007F-\u009F]+/gu;
const ZERO_WIDTH = /[\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]+/gu;
const LONE_SURROGATES = /\p{Cs}/gu;
const SPACES = /\s+/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
const ASCII = /^[\u0000-\u007F]*$/;
const PLAIN = /^(?! )[ !-~]*$/;

/** Text from a file made storable: control and zero-width characters gone, runs of white space one space, trimmed. */
export function cleanText(text: string): string {
  if (PLAIN.test(text) && !text.includes('  ') && !text.endsWith(' ')) return text;
  return text
    .replace(ZERO_WIDTH, '')
    .replace(CONTROLS, ' ')
    .replace(LONE_SURROGATES, '\uFFFD')
    .replace(SPACES, ' ')
    .trim();
}

/**
 * Words for comparing with a vocabulary: lower case, without accents, punctuation as single spaces
 * ("Bénéficiaire / N°" becomes "beneficiaire n").
 */
export function foldWords(text: string): string {
  // Nearly every text of nearly every file; it is asked several times a row.
  if (ASCII.test(text))
    return text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
      .trim();
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
