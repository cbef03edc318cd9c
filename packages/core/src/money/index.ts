export { allocate } from './allocate.ts';
export { type DecimalMark, evaluateAmount } from './arithmetic.ts';
export {
  CURRENCY_CODES,
  type Currency,
  currencyExponent,
  isCurrency,
  KNOWN_CURRENCY_CODES,
  parseCurrency,
} from './currency.ts';
export { AmountFormatError, formatAmount, formatMinor, MAX_MINOR, parseAmount } from './decimal.ts';
export {
  add,
  CurrencyMismatchError,
  compare,
  type Money,
  money,
  negate,
  subtract,
  sum,
  zero,
} from './money.ts';
