import type { ChangeSet } from '@fintrack/contract';
import { isCurrency } from '@fintrack/core/money';
import { type DecimalText, isDecimalText } from './decimal-text.ts';
import { amountText } from './format-amount.ts';
import { localDay } from './local-figures.ts';

/** The sentences of the history that hold figures: their words, and the names of the figures between them. */
const SENTENCES: readonly RegExp[] = [
  /^(?<before>Added a (?:transaction|transfer) of )(?<amount>-?[\d.]+)(?<between> on )(?<date>\d{4}-\d\d-\d\d)(?<after>(?:: .*)?)$/su,
  /^(?<before>Posted .* of )(?<amount>-?[\d.]+) (?<currency>[A-Z]{3})(?<between> for )(?<date>\d{4}-\d\d-\d\d)(?<after>)$/su,
  /^(?<before>Mended a difference of )(?<amount>-?[\d.]+)(?<after>: .*)$/su,
  /^(?<before>Began to reconcile the statement of )(?<date>\d{4}-\d\d-\d\d)(?<after>)$/su,
  /^(?<before>Took back the rate [A-Z]{3}\/[A-Z]{3} of )(?<date>\d{4}-\d\d-\d\d)(?<after>)$/su,
];

/** What an undoing puts before the words of what it undid: "Undid: ", "Redid: one row of ". */
const UNDOING = /^(?:(?:Undid|Redid): (?:(?:one row|\d+ rows) of )?)?/u;

/**
 * What a change did, with its amount and day as the reader writes them: "Added a transaction of −57,38 € on
 * 18. November 2026". What others have typed into it (a name, a file) stays as it is.
 */
export function changeWords(
  { summary, currency }: Pick<ChangeSet, 'summary' | 'currency'>,
  locale: string,
): string {
  const prefix = UNDOING.exec(summary)?.[0] ?? '';
  const sentence = summary.slice(prefix.length);
  for (const pattern of SENTENCES) {
    const parts = pattern.exec(sentence)?.groups;
    if (parts) return prefix + written(parts, { currency: parts['currency'] ?? currency, locale });
  }
  return summary;
}

interface Notation {
  readonly currency: string | null;
  readonly locale: string;
}

function written(
  { before = '', amount, between = '', date, after = '' }: Readonly<Record<string, string | undefined>>,
  { currency, locale }: Notation,
): string {
  const figure = amount === undefined ? '' : writtenAmount(amount, { currency, locale });
  const day = date === undefined ? '' : localDay(date, locale);
  return `${before}${figure}${between}${day}${after}`;
}

function writtenAmount(amount: string, { currency, locale }: Notation): string {
  if (!isDecimalText(amount)) return amount;
  if (currency !== null && isCurrency(currency)) return amountText(amount, { locale, currency });
  return plainNumber(amount, locale);
}

/** With the digits that it has, because nobody knows its currency. */
function plainNumber(amount: DecimalText, locale: string): string {
  const digits = amount.split('.')[1]?.length ?? 0;
  const format = new Intl.NumberFormat(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return format.format(amount).replace('-', '\u2212');
}
