import { type Currency, currencyExponent } from './currency.ts';
import { AmountFormatError, MAX_MINOR, parseAmount } from './decimal.ts';
import { type Money, money } from './money.ts';

/** How a person writes numbers: "." in 1,234.50 and "," in 1.234,50. */
export type DecimalMark = '.' | ',';

/** A fraction of two integers; the denominator is above zero. */
interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

type Token =
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'mark'; readonly text: string };

interface Cursor {
  readonly source: string;
  readonly tokens: readonly Token[];
  readonly index: number;
}

/** The longest expression that is read; it keeps both recursion and the size of the numbers small. */
const MAX_LENGTH = 120;

/** A number with its thousands grouped, by threes or the Indian way, for each decimal mark. */
const GROUPED: Readonly<Record<DecimalMark, RegExp>> = {
  '.': /^\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d*)?$/u,
  ',': /^\d{1,3}(?:\.\d{2,3})*\.\d{3}(?:,\d*)?$/u,
};

/**
 * Evaluates what a person types into an amount field: a number in their notation ("1.234,5"), or sums with
 * + - * / and brackets ("12.50+3*2"). The arithmetic is exact; only the end result of a sum is rounded to the
 * currency's digits, halves away from zero. A plain number with too many digits is refused, not rounded.
 * @throws {AmountFormatError} with a text for the user.
 */
export function evaluateAmount(text: string, currency: Currency, decimalMark: DecimalMark): Money {
  const source = text.trim();
  if (source.length > MAX_LENGTH) throw new AmountFormatError('This sum is too long. Add it up in parts.');
  const tokens = tokenize(source);
  const plain = readPlainNumber(tokens, source, decimalMark);
  if (plain !== null) return parseAmount(plain, currency);
  const [value, end] = readSum({ source, tokens, index: 0 }, decimalMark);
  if (end.index < tokens.length) throw notASum(source);
  return toMoney(value, currency);
}

function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  for (const [text] of source.matchAll(/\d[\d.,'’\u00a0\u202f]*|[.,]\d+|\s+|[\s\S]/gu)) {
    if (/^\s+$/u.test(text)) continue;
    tokens.push(/\d/u.test(text) ? { kind: 'number', text } : { kind: 'mark', text: plainOperator(text) });
  }
  return tokens;
}

/** The typographic signs that phones and office programs write for the four operators. */
function plainOperator(mark: string): string {
  if (mark === '\u2212' || mark === '\u2013') return '-';
  if (mark === '\u00d7' || mark === '\u00b7') return '*';
  return mark === '\u00f7' || mark === ':' ? '/' : mark;
}

function readPlainNumber(tokens: readonly Token[], source: string, decimalMark: DecimalMark): string | null {
  const [first, second] = tokens;
  if (tokens.length === 1 && first?.kind === 'number') return toDecimal(first.text, source, decimalMark);
  if (tokens.length === 2 && second?.kind === 'number' && (first?.text === '-' || first?.text === '+')) {
    return first.text + toDecimal(second.text, source, decimalMark);
  }
  return null;
}

function readSum(cursor: Cursor, decimalMark: DecimalMark): [Rational, Cursor] {
  let [value, at] = readProduct(cursor, decimalMark);
  for (let mark = markAt(at); mark === '+' || mark === '-'; mark = markAt(at)) {
    const [right, next] = readProduct(advance(at), decimalMark);
    value = addRational(value, mark === '+' ? right : negateRational(right));
    at = next;
  }
  return [value, at];
}

function readProduct(cursor: Cursor, decimalMark: DecimalMark): [Rational, Cursor] {
  let [value, at] = readFactor(cursor, decimalMark);
  for (let mark = markAt(at); mark === '*' || mark === '/'; mark = markAt(at)) {
    const [right, next] = readFactor(advance(at), decimalMark);
    value = mark === '*' ? multiply(value, right) : divide(value, right);
    at = next;
  }
  return [value, at];
}

function readFactor(cursor: Cursor, decimalMark: DecimalMark): [Rational, Cursor] {
  const token = cursor.tokens[cursor.index];
  if (token?.kind === 'number') {
    return [parseRational(toDecimal(token.text, cursor.source, decimalMark)), advance(cursor)];
  }
  if (token?.text === '-') {
    const [value, next] = readFactor(advance(cursor), decimalMark);
    return [negateRational(value), next];
  }
  if (token?.text === '+') return readFactor(advance(cursor), decimalMark);
  if (token?.text !== '(') throw notASum(cursor.source);
  const [value, next] = readSum(advance(cursor), decimalMark);
  if (markAt(next) !== ')') throw notASum(cursor.source);
  return [value, advance(next)];
}

/**
 * Turns one number of the person's notation into a plain decimal. The other mark groups thousands ("1,234");
 * where it cannot be grouping ("12,5" with a decimal point set) it is read as the decimal mark.
 */
function toDecimal(text: string, source: string, decimalMark: DecimalMark): string {
  const digits = text.replace(/(?<=\d)['’\u00a0\u202f](?=\d{3})/gu, '');
  const [decimal, group] = decimalMark === '.' ? ['.', ','] : [',', '.'];
  if (GROUPED[decimalMark].test(digits)) return trimMark(digits.replaceAll(group, '').replace(decimal, '.'));
  if (/^\d*[.,]?\d*$/u.test(digits)) return trimMark(digits.replace(',', '.'));
  throw notASum(source);
}

/** "12." and ".5" are numbers to people. */
function trimMark(decimal: string): string {
  const closed = decimal.endsWith('.') ? decimal.slice(0, -1) : decimal;
  return closed.startsWith('.') ? `0${closed}` : closed;
}

function parseRational(decimal: string): Rational {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return { numerator: BigInt(whole + fraction), denominator: 10n ** BigInt(fraction.length) };
}

function addRational(left: Rational, right: Rational): Rational {
  return {
    numerator: left.numerator * right.denominator + right.numerator * left.denominator,
    denominator: left.denominator * right.denominator,
  };
}

function negateRational(value: Rational): Rational {
  return { numerator: -value.numerator, denominator: value.denominator };
}

function multiply(left: Rational, right: Rational): Rational {
  return { numerator: left.numerator * right.numerator, denominator: left.denominator * right.denominator };
}

function divide(left: Rational, right: Rational): Rational {
  if (right.numerator === 0n) throw new AmountFormatError('An amount cannot be divided by zero.');
  const sign = right.numerator < 0n ? -1n : 1n;
  return {
    numerator: left.numerator * right.denominator * sign,
    denominator: left.denominator * right.numerator * sign,
  };
}

/** Rounds to minor units, halves away from zero: 0.125 USD is 0.13, -0.125 USD is -0.13. */
function toMoney(value: Rational, currency: Currency): Money {
  const scaled = value.numerator * 10n ** BigInt(currencyExponent(currency));
  const magnitude = scaled < 0n ? -scaled : scaled;
  const rounded = (2n * magnitude + value.denominator) / (2n * value.denominator);
  if (rounded > MAX_MINOR) throw new AmountFormatError('The result is larger than FinTrack can hold.');
  return money(scaled < 0n ? -rounded : rounded, currency);
}

function markAt(cursor: Cursor): string | null {
  const token = cursor.tokens[cursor.index];
  return token?.kind === 'mark' ? token.text : null;
}

function advance(cursor: Cursor): Cursor {
  return { ...cursor, index: cursor.index + 1 };
}

function notASum(source: string): AmountFormatError {
  return new AmountFormatError(`"${source}" is not an amount. Write it like 12.50 or 12.50+3*2.`);
}
