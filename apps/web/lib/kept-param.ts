/** `kept` of an address: the fields that somebody else changed meanwhile and that stayed so. Words only. */
export function readKept(text: string | undefined): string | null {
  return text !== undefined && /^[\p{L} ,]{1,120}$/u.test(text) ? text : null;
}
