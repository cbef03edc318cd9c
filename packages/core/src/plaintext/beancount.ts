import { addDays } from '../dates/index.ts';
import { currencyExponent, formatMinor } from '../money/index.ts';
import { beancountText, isBeancountTag } from './beancount-text.ts';
import type { Assertion, BookPrice, Books, Entry, Meta, Posting } from './books.ts';
import { usedCurrencies } from './books-currencies.ts';
import type { ChartAccount } from './chart-of-accounts.ts';
import { cleanLine } from './clean-line.ts';
import { namesOf, type Printer } from './printer.ts';

/** Python's last day: what would stand after it is left out. */
const LAST_DAY = '9999-12-31';

/** beancount's language. Source: "Beancount Language Syntax", version 2. */
export function beancountPrinter(chart: readonly ChartAccount[]): Printer {
  const nameOf = namesOf(chart);
  return {
    head: printHead,
    price: ({ date, currency, rate, quote }: BookPrice) => `${date} price ${currency} ${rate} ${quote}\n`,
    entry: (entry) => printEntry(entry, nameOf),
    assertion: (assertion) => printAssertion(assertion, nameOf),
    comment: (text) => `; ${cleanLine(text)}\n`,
  };
}

function printHead(books: Books, chart: readonly ChartAccount[]): string {
  // A total price becomes a price a unit there, which may miss the total by its 28th digit. Where the currency has
  // decimals beancount allows for it by itself, to half of the last one.
  const whole = usedCurrencies(books).filter((currency) => currencyExponent(currency) === 0);
  const options = [
    `option "title" ${beancountText(books.title)}\n`,
    `option "operating_currency" "${books.baseCurrency}"\n`,
    ...whole.map((currency) => `option "inferred_tolerance_default" "${currency}:0.001"\n`),
  ];
  return `${options.join('')}\n${chart.map((account) => printOpen(books, account)).join('')}\n`;
}

function printOpen(books: Books, account: ChartAccount): string {
  const currency = account.currency === null ? '' : ` ${account.currency}`;
  const meta: Meta[] = account.real
    ? [
        { key: 'id', value: account.real.id, kind: 'text' },
        { key: 'name', value: account.real.name, kind: 'text' },
      ]
    : [];
  const archived: Meta[] = account.isArchived ? [{ key: 'archived', value: '', kind: 'flag' }] : [];
  return `${books.openingDate} open ${account.name}${currency}\n${printMeta([...meta, ...archived], '  ')}`;
}

function printEntry(entry: Entry, nameOf: (key: string) => string): string {
  const words = [...(entry.payee === null ? [] : [entry.payee]), entry.narration].map(beancountText);
  const tags = [...new Set(entry.tags)].filter(isBeancountTag).map((tag) => `#${tag}`);
  const links = entry.link === null ? [] : [`^${entry.link}`];
  const first = [entry.date, entry.isPending ? '!' : '*', ...words, ...tags, ...links].join(' ');
  const allTags: Meta[] = entry.tags.every(isBeancountTag)
    ? []
    : [{ key: 'all-tags', value: entry.tags.join(', '), kind: 'text' }];
  const postings = entry.postings.map((posting) => printPosting(posting, nameOf)).join('');
  return `${first}\n${printMeta([...allTags, ...entry.meta], '  ')}${postings}\n`;
}

function printPosting(posting: Posting, nameOf: (key: string) => string): string {
  const { minor, currency, totalPrice } = posting;
  const mark = posting.isPending === null ? '' : posting.isPending ? '! ' : '* ';
  const price = totalPrice
    ? ` @@ ${formatMinor(totalPrice.minor, totalPrice.currency)} ${totalPrice.currency}`
    : '';
  const amount = `${formatMinor(minor, currency)} ${currency}${price}`;
  return `  ${mark}${nameOf(posting.account)}  ${amount}\n${printMeta(posting.meta, '    ')}`;
}

/** beancount looks at the beginning of a day, so that the end of one is the next one's. Its tolerance is set to none. */
function printAssertion(assertion: Assertion, nameOf: (key: string) => string): string {
  const { date, account, minor, currency, anchorId } = assertion;
  if (date === LAST_DAY) return '';
  const zero = formatMinor(0n, currency);
  const meta = printMeta([{ key: 'anchor', value: anchorId, kind: 'text' }], '  ');
  return `${addDays(date, 1)} balance ${nameOf(account)}  ${formatMinor(minor, currency)} ~ ${zero} ${currency}\n${meta}\n`;
}

function printMeta(meta: readonly Meta[], indent: string): string {
  return meta.map((each) => `${indent}${each.key}: ${printValue(each)}\n`).join('');
}

function printValue({ kind, value }: Meta): string {
  if (kind === 'flag') return 'TRUE';
  return kind === 'text' ? beancountText(value) : value;
}
