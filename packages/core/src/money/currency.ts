/**
 * Minor-unit exponents of ISO 4217 (list one, as published 2024-06) for currencies whose exponent is not 2.
 * A currency that is not listed here but is in {@link CURRENCY_CODES} has two digits.
 */
// biome-ignore format: a row for each exponent
const EXPONENTS: Readonly<Record<string, number>> = {
  BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0,
  UGX: 0, UYI: 0, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0,
  BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3,
  CLF: 4, UYW: 4,
  ESP: 0, ITL: 0, LUF: 0,
};

/** Active ISO 4217 codes, alphabetical; funds and precious metals left out. */
export const CURRENCY_CODES: readonly string[] = (
  'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD ' +
  'CAD CDF CHF CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP ' +
  'GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD ' +
  'KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK ' +
  'NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD ' +
  'SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYI UYU UYW UZS VED VES VND VUV ' +
  'WST XAF XCD XOF XPF YER ZAR ZMW ZWG'
).split(' ');

/**
 * Codes that the euro has replaced (ISO 4217, list three): old statements are in them. They are read and kept, and not
 * on offer. Their digits are from the Unicode CLDR, because ISO lists none for them.
 */
const RETIRED_CODES = 'ATS BEF CYP DEM EEK ESP FIM FRF GRD HRK IEP ITL LTL LUF LVL MTL NLG PTE SIT SKK'.split(
  ' ',
);

/** All codes that {@link isCurrency} accepts: those in use and those that the euro has replaced. */
export const KNOWN_CURRENCY_CODES: readonly string[] = [...CURRENCY_CODES, ...RETIRED_CODES];

const KNOWN: ReadonlySet<string> = new Set(KNOWN_CURRENCY_CODES);

declare const currencyBrand: unique symbol;
/** An ISO 4217 alphabetic code that {@link parseCurrency} accepted. */
export type Currency = string & { readonly [currencyBrand]: true };

/** True for an ISO 4217 code that is in use, or that the euro has replaced; in capitals. */
export function isCurrency(code: string): code is Currency {
  return KNOWN.has(code);
}

/**
 * Reads a currency code, forgiving case and surrounding spaces.
 * @throws {RangeError} when the code is not an ISO 4217 code.
 */
export function parseCurrency(code: string): Currency {
  const upper = code.trim().toUpperCase();
  if (!isCurrency(upper)) {
    throw new RangeError(`"${code}" is not an ISO 4217 currency code.`);
  }
  return upper;
}

/** Digits after the decimal mark: JPY 0, USD 2, KWD 3, CLF 4. Source: ISO 4217. */
export function currencyExponent(currency: Currency): number {
  return EXPONENTS[currency] ?? 2;
}
