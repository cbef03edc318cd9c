/** A decimal number as it travels: "-12.50". Intl formats such a string exactly, without a float in between. */
export type DecimalText = `${number}`;

const DECIMAL = /^-?\d+(?:\.\d+)?$/u;

/** True for a plain decimal; everything that the API sends as an amount is one. */
export function isDecimalText(text: string): text is DecimalText {
  return DECIMAL.test(text);
}

/** -1, 0 or 1, as the number is below, equal to or above zero. */
export function signOf(decimal: string): -1 | 0 | 1 {
  if (!/[1-9]/u.test(decimal)) return 0;
  return decimal.startsWith('-') ? -1 : 1;
}
