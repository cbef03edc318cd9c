import { parseCalendarDate } from '@fintrack/core/dates';
import type { SelectOption } from '@/components/native-select.tsx';
import { currencyOptions } from '@/lib/currency-options.ts';
import { utcInstant } from '@/lib/format-day.ts';
import { weekdayNames } from '@/lib/notation.ts';
import type { TenantChoices } from './tenant-form.tsx';

/** Locales that are offered: their notation of dates and figures is what differs. */
const LOCALES = (
  'en-US en-GB en-CA en-AU en-NZ en-IE en-IN en-ZA de-DE de-AT de-CH fr-FR fr-BE fr-CH fr-CA es-ES es-MX es-AR ' +
  'it-IT pt-PT pt-BR nl-NL nl-BE da-DK sv-SE nb-NO fi-FI is-IS pl-PL cs-CZ sk-SK hu-HU ro-RO bg-BG el-GR tr-TR ' +
  'uk-UA et-EE lv-LV lt-LT sl-SI hr-HR ja-JP ko-KR zh-CN zh-TW th-TH vi-VN id-ID he-IL ar-AE'
).split(' ');

/** The choices of the tenant's settings; what is set now is always among them. */
export function tenantChoices(current: {
  locale: string;
  timezone: string;
  fiscal_year_start: string;
}): TenantChoices {
  const zones = new Set(['UTC', current.timezone, ...Intl.supportedValuesOf('timeZone')]);
  return {
    currency: currencyOptions(),
    timezone: [...zones].map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
    locale: localeOptions(current.locale),
    fiscal_year_start: fiscalYearOptions(current.fiscal_year_start),
    weekStart: weekdayNames('en').map((label, index) => ({ value: String(index + 1), label })),
  };
}

function localeOptions(current: string): SelectOption[] {
  const names = new Intl.DisplayNames('en', { type: 'language' });
  return [...new Set([current, ...LOCALES])]
    .map((locale) => ({ value: locale, label: `${names.of(locale) ?? locale} · ${sample(locale)}` }))
    .toSorted((left, right) => left.label.localeCompare(right.label, 'en'));
}

/** How a locale writes a date and a figure: what the choice is about. */
function sample(locale: string): string {
  const date = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'short' }).format(
    utcInstant(SAMPLE_DAY),
  );
  return `${date}, ${new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(1234.5)}`;
}

const SAMPLE_DAY = parseCalendarDate('2026-12-31');

/** The first of each month, in words; another day that is set already is kept. */
function fiscalYearOptions(current: string): SelectOption[] {
  const firsts = Array.from({ length: 12 }, (_, month) => `${String(month + 1).padStart(2, '0')}-01`);
  return [...new Set([...firsts, current])].toSorted().map((value) => ({ value, label: dayName(value) }));
}

function dayName(monthAndDay: string): string {
  const day = parseCalendarDate(`2026-${monthAndDay}`);
  return new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long' }).format(
    utcInstant(day),
  );
}
