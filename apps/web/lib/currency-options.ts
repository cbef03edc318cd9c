import { CURRENCY_CODES } from '@fintrack/core/money';

/** Every currency as a choice, "EUR · Euro", in the order of its code. */
export function currencyOptions(): { value: string; label: string }[] {
  const names = new Intl.DisplayNames('en', { type: 'currency' });
  return [...CURRENCY_CODES]
    .toSorted()
    .map((code) => ({ value: code, label: `${code} · ${names.of(code) ?? code}` }));
}
