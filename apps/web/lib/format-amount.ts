import { isDecimalText, signOf } from './decimal-text.ts';

export interface AmountFormat {
  /** BCP 47, such as "de-DE". */
  locale: string;
  /** ISO 4217. */
  currency: string;
  /** `none` where the column or group names the currency once. */
  currencyDisplay?: 'symbol' | 'code' | 'none' | undefined;
  /** `always` writes a plus before what is above zero, as for changes. */
  sign?: 'auto' | 'always' | undefined;
}

export interface AmountText {
  sign: '' | '+' | '\u2212';
  /** Digits, grouping and currency in the locale's order, without the sign. */
  body: string;
}

/**
 * Writes a decimal string in the locale's notation with the currency's own digits.
 * @throws {RangeError} when it is not a decimal.
 */
export function formatAmount(decimal: string, format: AmountFormat): AmountText {
  const magnitude = decimal.replace(/^-/u, '');
  if (!isDecimalText(magnitude)) throw new RangeError(`"${decimal}" is not a decimal amount.`);
  const sign = signOf(decimal);
  return {
    sign: sign < 0 ? '\u2212' : sign > 0 && format.sign === 'always' ? '+' : '',
    body: numberFormat(format).formatToParts(magnitude).flatMap(keepParts(format)).join('').trim(),
  };
}

/** {@link formatAmount} as one string: "−$1,234.50". */
export function amountText(decimal: string, format: AmountFormat): string {
  const { sign, body } = formatAmount(decimal, format);
  return sign + body;
}

const formats = new Map<string, Intl.NumberFormat>();

/** Intl formatters are slow to make and a table needs thousands of figures. */
function numberFormat({ locale, currency, currencyDisplay }: AmountFormat): Intl.NumberFormat {
  const display = currencyDisplay === 'code' ? 'code' : 'narrowSymbol';
  const key = `${locale} ${currency} ${display}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: display });
  formats.set(key, made);
  return made;
}

function keepParts({ currencyDisplay }: AmountFormat): (part: Intl.NumberFormatPart) => string[] {
  return (part) => (currencyDisplay === 'none' && part.type === 'currency' ? [] : [part.value]);
}
