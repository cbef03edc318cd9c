import { isCurrency } from '@fintrack/core/money';

const FALLBACK = { locale: 'en-US', currency: 'USD' } as const;

/** Currencies of regions, ISO 3166 to ISO 4217: a first guess for a new tenant, to be changed in the form. */
const CURRENCIES: Readonly<Record<string, string>> = {
  AE: 'AED',
  AR: 'ARS',
  AU: 'AUD',
  BR: 'BRL',
  CA: 'CAD',
  CH: 'CHF',
  CL: 'CLP',
  CN: 'CNY',
  CO: 'COP',
  CZ: 'CZK',
  DK: 'DKK',
  EG: 'EGP',
  GB: 'GBP',
  HK: 'HKD',
  HU: 'HUF',
  ID: 'IDR',
  IL: 'ILS',
  IN: 'INR',
  IS: 'ISK',
  JP: 'JPY',
  KE: 'KES',
  KR: 'KRW',
  KW: 'KWD',
  LI: 'CHF',
  MA: 'MAD',
  MX: 'MXN',
  MY: 'MYR',
  NG: 'NGN',
  NO: 'NOK',
  NZ: 'NZD',
  PE: 'PEN',
  PH: 'PHP',
  PK: 'PKR',
  PL: 'PLN',
  RO: 'RON',
  RS: 'RSD',
  SA: 'SAR',
  SE: 'SEK',
  SG: 'SGD',
  TH: 'THB',
  TR: 'TRY',
  TW: 'TWD',
  UA: 'UAH',
  US: 'USD',
  VN: 'VND',
  ZA: 'ZAR',
};
const EURO = new Set('AD AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MC MT NL PT SI SK SM VA'.split(' '));

/** The locale that a browser asks for and the currency of its region, from Accept-Language. */
export function localeDefaults(acceptLanguage: string | null): { locale: string; currency: string } {
  const [locale] = (acceptLanguage ?? '')
    .split(',')
    .flatMap((part) => readLocale(part.split(';')[0]?.trim() ?? ''));
  if (locale === undefined) return FALLBACK;
  const region = locale.maximize().region ?? '';
  const currency = EURO.has(region) ? 'EUR' : CURRENCIES[region];
  return {
    locale: locale.toString(),
    currency: currency !== undefined && isCurrency(currency) ? currency : FALLBACK.currency,
  };
}

/** One locale, or none where the text is not one, as "*" is not. */
function readLocale(text: string): Intl.Locale[] {
  try {
    return [new Intl.Locale(text)];
  } catch {
    return [];
  }
}
