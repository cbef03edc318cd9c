import { dictionary } from '@zxcvbn-ts/language-common';

/** The 49,000 most used passwords, all lower case. */
const COMMON = new Set(dictionary['passwords-common']);

/**
 * Why the password is easy to guess, in words for the user, or null. The contract has checked length and characters
 * before; this is about what attackers try first: common passwords and the user's own names, also with digits or
 * signs around them ("Dragon2026!").
 */
export function findPasswordWeakness(
  password: string,
  owner: { email: string; names: readonly string[] },
): string | null {
  const candidates = [password.toLowerCase(), wordOf(password)].filter((text) => text !== '');
  const own = ownWords(owner);
  if (candidates.some((text) => own.has(text))) {
    return 'This is your own name or e-mail address. Choose something that others cannot guess.';
  }
  if (candidates.some((text) => COMMON.has(text))) {
    return 'This is one of the most used passwords, or one with digits added. Choose several unrelated words.';
  }
  return null;
}

function ownWords({ email, names }: { email: string; names: readonly string[] }): Set<string> {
  const address = email.toLowerCase();
  const localPart = address.slice(0, address.lastIndexOf('@'));
  const texts = [address, localPart, ...localPart.split(/[^\p{L}]+/u)];
  for (const name of names) {
    const lower = name.toLowerCase();
    texts.push(lower, lower.replaceAll(/\s+/gu, ''), ...lower.split(/\s+/u));
  }
  const words = new Set<string>();
  for (const text of texts) {
    words.add(text);
    words.add(wordOf(text));
  }
  // Initials and empty pieces are no words; a password has at least eight characters anyway.
  for (const word of words) if (word.length < 3) words.delete(word);
  return words;
}

/** The text in lower case without the digits and signs around it. */
function wordOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/^[^\p{L}]+/u, '')
    .replace(/[^\p{L}]+$/u, '');
}
