import { type Currency, currencyExponent, isCurrency, MAX_MINOR } from '../money/index.ts';

/** The character before the digits smaller than one. */
export type DecimalMark = '.' | ',';

/** An exact decimal read from a cell: the value is ±digits / 10^scale. */
export interface DecimalText {
  readonly ok: true;
  readonly negative: boolean;
  readonly digits: string;
  readonly scale: number;
  /** An ISO 4217 code that stood beside the number. */
  readonly code: Currency | null;
  /** True when the cell had a decimal part, a sign or a currency, so that it is no mere number. */
  readonly marked: boolean;
}

/** Why a cell is not an amount, as a text for the user. */
export interface Refusal {
  readonly ok: false;
  readonly reason: string;
}

/** An amount in minor units of `currency`, or why not. */
export type AmountReading =
  | { readonly ok: true; readonly minor: bigint; readonly currency: Currency }
  | Refusal;

const LONGEST = 64;
const GROUP_SPACES = ' \u00A0\u202F\u2009';
const BODY = /^([^0-9.,]*)([0-9](?:[0-9.,'’ \u00A0\u202F\u2009]*[0-9])?[.,]?|[.,][0-9]+)([^0-9]*)$/u;
const MINUS = /[-\u2010-\u2013\u2212\uFE63\uFF0D]/gu;
const GROUPED = new RegExp(`^\\d{1,3}(?:([.,'’${GROUP_SPACES}])\\d{2,3})+$`, 'u');
// These end in a point that must not be taken for a decimal mark ("Rs.500").
const DOTTED_MARKS = /(?:rs|kr|fr|sfr|lei|din|s\/|руб|р)\./giu;
const SYMBOLS: ReadonlySet<string> = new Set(
  'kr zł zl kč kc r$ us$ a$ c$ ca$ au$ nz$ s$ hk$ nt$ mx$ ft lei rs rm rp fr sfr din s/ руб р лв kn tl r b/ ksh'.split(
    ' ',
  ),
);

/** Reads a cell as an amount of `currency`, or of the ISO code written beside the number. Never through floats. */
export function readAmount(text: string, decimalMark: DecimalMark, currency: Currency): AmountReading {
  const decimal = readDecimal(text, decimalMark);
  if (!decimal.ok) return decimal;
  const target = decimal.code ?? currency;
  const exponent = currencyExponent(target);
  const fraction = decimal.digits.slice(decimal.digits.length - decimal.scale).replace(/0+$/, '');
  if (fraction.length > exponent) {
    return refuse(
      `"${shorten(text)}" has more digits after the decimal mark than ${target} has (${exponent}).`,
    );
  }
  const whole = decimal.digits.slice(0, decimal.digits.length - decimal.scale);
  return bounded(BigInt(`0${whole}${fraction.padEnd(exponent, '0')}`), decimal.negative, target);
}

/** Like {@link readAmount}, but digits beyond the currency's are rounded half to even and `rounded` says so. */
export function readAmountRounded(
  text: string,
  decimalMark: DecimalMark,
  currency: Currency,
): (AmountReading & { ok: true; rounded: boolean }) | Refusal {
  const decimal = readDecimal(text, decimalMark);
  if (!decimal.ok) return decimal;
  const target = decimal.code ?? currency;
  const surplus = decimal.scale - currencyExponent(target);
  const value = BigInt(`0${decimal.digits}`);
  if (surplus <= 0) {
    const exact = bounded(value * 10n ** BigInt(-surplus), decimal.negative, target);
    return exact.ok ? { ...exact, rounded: false } : exact;
  }
  const unit = 10n ** BigInt(surplus);
  const quotient = value / unit;
  const twice = (value % unit) * 2n;
  const up = twice > unit || (twice === unit && quotient % 2n === 1n);
  const rounded = bounded(up ? quotient + 1n : quotient, decimal.negative, target);
  return rounded.ok ? { ...rounded, rounded: value % unit !== 0n } : rounded;
}

/**
 * Reads the forms that banks write: signs before or behind (also U+2212), parentheses, CR/DR, currency signs and
 * codes, groups by point, comma, apostrophe or (no-break) space, Indian groups, "12,-".
 */
export function readDecimal(text: string, decimalMark: DecimalMark): DecimalText | Refusal {
  if (text.length > LONGEST) return refuse('The cell is too long for an amount.');
  const match = BODY.exec(unwrap(text));
  if (!match) return refuse(`"${shorten(text)}" is not an amount.`);
  const [, prefix = '', body = '', suffix = ''] = match;
  // "12,-" and "12.--" mean "12 and no cents", not a negative.
  const noCents = /[.,]$/.test(body) && /^[-–—]{1,2}/u.test(suffix);
  const around = readSurroundings(prefix, noCents ? suffix.replace(/^[-–—]{1,2}/u, '') : suffix);
  if (!around) return refuse(`"${shorten(text)}" is not an amount.`);
  const number = readBody(body, decimalMark);
  if (!number) {
    return refuse(`"${shorten(text)}" cannot be read with "${decimalMark}" as the decimal mark.`);
  }
  return { ok: true, ...around, ...number, marked: number.scale > 0 || prefix !== '' || suffix !== '' };
}

/** Takes off what spreadsheets put around a value: ="12.00", quotes, a leading apostrophe. */
function unwrap(text: string): string {
  let inner = text.trim();
  if (inner.startsWith('="') && inner.endsWith('"')) inner = inner.slice(2, -1).trim();
  if (inner.length > 1 && inner.startsWith('"') && inner.endsWith('"')) inner = inner.slice(1, -1).trim();
  if (inner.startsWith("'")) inner = inner.slice(1).trim();
  return inner.includes('.') ? inner.replace(DOTTED_MARKS, (mark) => mark.slice(0, -1)) : inner;
}

function readSurroundings(
  prefix: string,
  suffix: string,
): { negative: boolean; code: Currency | null } | null {
  if (prefix === '' && suffix === '') return { negative: false, code: null };
  if (prefix === '-' && suffix === '') return { negative: true, code: null };
  const parentheses = prefix.includes('(') && suffix.includes(')');
  if (!parentheses && /[()]/.test(prefix + suffix)) return null;
  const minuses = `${prefix} ${suffix}`.match(MINUS)?.length ?? 0;
  const pluses = `${prefix} ${suffix}`.match(/\+/g)?.length ?? 0;
  if (minuses + pluses + (parentheses ? 1 : 0) > 1) return null;
  let negative = parentheses || minuses > 0;
  let code: Currency | null = null;
  for (const mark of [...currencyMarks(prefix), ...currencyMarks(suffix)]) {
    if (/^(dr|db)$/i.test(mark) && !negative && pluses === 0) negative = true;
    else if (/^cr$/i.test(mark) && !negative) continue;
    else if (isCurrency(mark.toUpperCase()) && code === null) code = asCurrency(mark);
    else if (!/^\p{Sc}$/u.test(mark) && !SYMBOLS.has(mark.toLowerCase())) return null;
  }
  return { negative, code };
}

function currencyMarks(text: string): string[] {
  return text
    .replace(MINUS, ' ')
    .replace(/[+()*]/g, ' ')
    .split(/\s+/u)
    .map((mark) => mark.replace(/\.$/, ''))
    .filter((mark) => mark !== '');
}

function asCurrency(mark: string): Currency | null {
  const upper = mark.toUpperCase();
  return isCurrency(upper) ? upper : null;
}

function readBody(body: string, decimalMark: DecimalMark): { digits: string; scale: number } | null {
  const at = body.indexOf(decimalMark);
  if (at !== body.lastIndexOf(decimalMark)) return null;
  const fraction = at < 0 ? '' : body.slice(at + 1);
  let whole = at < 0 ? body : body.slice(0, at);
  if (/\D/.test(fraction)) return null;
  // A foreign mark with nothing behind it ("12." in a file with decimal commas) is no grouping.
  if (/\D/.test(whole)) {
    const plain = ungroup(whole);
    if (plain === null) return null;
    whole = plain;
  }
  return { digits: whole + fraction, scale: fraction.length };
}

function ungroup(whole: string): string | null {
  const match = GROUPED.exec(whole);
  const separator = match?.[1];
  if (separator === undefined) return null;
  const groups = whole.split(separator);
  if (groups.some((group) => /\D/.test(group))) return null;
  const rest = groups.slice(1);
  const western = rest.every((group) => group.length === 3);
  const indian =
    (groups[0]?.length ?? 0) <= 2 &&
    rest.at(-1)?.length === 3 &&
    rest.slice(0, -1).every((group) => group.length === 2);
  return western || indian ? groups.join('') : null;
}

function bounded(magnitude: bigint, negative: boolean, currency: Currency): AmountReading {
  if (magnitude > MAX_MINOR) return refuse('The amount is larger than FinTrack can hold.');
  return { ok: true, minor: negative ? -magnitude : magnitude, currency };
}

function refuse(reason: string): Refusal {
  return { ok: false, reason };
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
