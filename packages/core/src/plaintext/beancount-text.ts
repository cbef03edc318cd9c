import { cleanLine, cleanLines } from './clean-line.ts';

/** Blocks of the letters and digits that every version of beancount from 2.3 on takes in an account name. */
const BLOCKS =
  /[0-9A-Za-z\u00C0-\u02AF\u0386-\u03CE\u0400-\u0513\u0531-\u0556\u0561-\u0586\u05D0-\u05EA\u0621-\u063A\u0641-\u064A\u0660-\u0669\u06F0-\u06F9\u0904-\u0939\u0966-\u096F\u0E01-\u0E30\u10D0-\u10F0\u1E00-\u1E95\u1EA0-\u1EF9\u3041-\u3096\u30A1-\u30FA]/u;
const LETTER_OR_DIGIT = /[\p{L}\p{Nd}]/u;
/** Capitals and digits of these blocks; those of others are unknown to old versions. */
const FIRST_BLOCKS =
  /[0-9A-Z\u00C0-\u0233\u0386-\u03AB\u0400-\u0481\u048A-\u0513\u0531-\u0556\u0660-\u0669\u06F0-\u06F9\u0966-\u096F\u1E00-\u1E95\u1EA0-\u1EF9]/u;
const CAPITAL_OR_DIGIT = /[\p{Lu}\p{Nd}]/u;

/**
 * One part of a beancount account name: letters, digits and dashes, beginning with a capital or a digit. Everything
 * else becomes a dash; a name in letters without capitals gets an X in front.
 * @returns an empty text when nothing can be kept.
 */
export function beancountComponent(name: string): string {
  const kept = [...cleanLine(name).normalize('NFC')].map((sign) => (isKept(sign) ? sign : '-')).join('');
  const words = kept.replace(/-+/gu, '-').replace(/^-|-$/gu, '');
  if (words === '') return '';
  const [first = '', ...rest] = words;
  const capital = first.toUpperCase();
  const canBegin = [...capital].length === 1 && FIRST_BLOCKS.test(capital) && CAPITAL_OR_DIGIT.test(capital);
  return canBegin ? capital + rest.join('') : `X-${words}`;
}

function isKept(sign: string): boolean {
  return BLOCKS.test(sign) && LETTER_OR_DIGIT.test(sign);
}

/** A text in quotes. Lines stay lines. */
export function beancountText(text: string): string {
  const escaped = cleanLines(text).join('\n').replace(/["\\]/gu, '\\$&').replaceAll('\n', '\\n');
  return `"${escaped}"`;
}

/** True for a tag that beancount can write as #tag. */
export function isBeancountTag(tag: string): boolean {
  return /^[A-Za-z0-9\-_/.]+$/u.test(tag);
}
