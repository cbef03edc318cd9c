/**
 * Text as conditions compare it: NFKC, without regard to case (by way of capitals, so that "Straße" and "STRASSE" are
 * one), invisible characters gone, and one space where there is any white space.
 */
export function comparableText(text: string): string {
  // Nearly every bank writes ASCII, for which the long way round changes nothing.
  if (PLAIN.test(text)) return text.toLowerCase();
  return tidyText(text.normalize('NFKC').toUpperCase().toLowerCase());
}

/** Printable ASCII with single spaces inside. */
const PLAIN = /^(?! )(?:[!-~]| (?! ))*(?<! )$/;

/** Text as a regular expression sees it: the same, with its letters as they are. */
export function tidyText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}+/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}
