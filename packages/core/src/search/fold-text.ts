/**
 * Text as search sees it: lower case, without accents, one space between words, and nothing else than letters and
 * figures. "Müller–Straße 5€" is "muller strasse 5". The database's function search_fold does the same; a test of the
 * server holds the two together.
 */
export function foldText(text: string): string {
  const plain = text.normalize('NFKD').replace(COMBINING, '');
  // Letter by letter: the whole would turn a sigma at the end of a word into another letter.
  const lower = Array.from(plain, (letter) => letter.toLowerCase()).join('');
  return lower
    .replace(/[øđłıħßæœ]/gu, (letter) => BARE[letter] ?? letter)
    .replace(SEPARATORS, ' ')
    .trim();
}

const COMBINING = /[\u0300-\u036f]+/gu;
const SEPARATORS = /[^a-z0-9\u00c0-\u1fff\u2c00-\u2fff\u3040-\u{10ffff}]+/gu;
const BARE: Readonly<Record<string, string>> = {
  ø: 'o',
  đ: 'd',
  ł: 'l',
  ı: 'i',
  ħ: 'h',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
};
