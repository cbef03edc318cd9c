import { cleanLine } from './clean-line.ts';

/**
 * One part of an hledger account name. A colon would begin a sub-account, two spaces would end the name, and a
 * semicolon begins a comment in some versions: look-alikes stand for them.
 * @returns an empty text when nothing can be kept.
 */
export function hledgerComponent(name: string): string {
  return cleanLine(name).replace(/\s+/gu, ' ').replaceAll(':', '\u2236').replaceAll(';', '\uFF1B').trim();
}

/**
 * "payee | what it was", as hledger reads a first line; the payee alone where nothing else is said. A semicolon would
 * begin a comment, a bar would end the payee, and a bracket in front would be a code.
 */
export function hledgerDescription(payee: string | null, narration: string): string {
  const words = descriptionPart(narration);
  const who = payee === null ? '' : descriptionPart(payee);
  const whole = who === '' || words === '' || who === words ? words || who : `${who} | ${words}`;
  return whole.replace(/^\(/u, '\uFF08');
}

function descriptionPart(text: string): string {
  return cleanLine(text).replaceAll(';', '\uFF1B').replaceAll('|', '\u00A6');
}

/**
 * What stands behind "key:" in a comment. A comma would end the value, and a word with a colon behind it would be a tag
 * of its own; a date in brackets would move the posting to another day.
 */
export function hledgerValue(text: string): string {
  const line = cleanLine(text).replace(/\[(?=[\d=./-]*\])/gu, '\uFF3B');
  return /,.*:/u.test(line) ? line.replaceAll(',', '\uFF0C') : line;
}
