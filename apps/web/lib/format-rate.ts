const SIGNIFICANT_DIGITS = 6;

/** A rate in the locale's notation, with as many digits as people use: "1.0823", "161.35", "0.923958". */
export function rateText(rate: string, locale: string): string {
  const format = new Intl.NumberFormat(locale, { maximumSignificantDigits: SIGNIFICANT_DIGITS });
  // A decimal string is written digit by digit; it never becomes a number here.
  return format.format(rate as Intl.StringNumericLiteral);
}
