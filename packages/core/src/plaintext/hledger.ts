import { currencyExponent, formatMinor } from '../money/index.ts';
import type { AccountRole, Assertion, BookPrice, Books, Entry, Meta, Posting } from './books.ts';
import { usedCurrencies } from './books-currencies.ts';
import type { ChartAccount } from './chart-of-accounts.ts';
import { cleanLine, cleanLines } from './clean-line.ts';
import { hledgerDescription, hledgerValue } from './hledger-text.ts';
import { namesOf, type Printer } from './printer.ts';

/** The journal of hledger, in what ledger reads too. Source: manuals of hledger 1.25 and ledger 3.3. */
export function hledgerPrinter(chart: readonly ChartAccount[]): Printer {
  const nameOf = namesOf(chart);
  return {
    head: printHead,
    price: printPrice,
    entry: (entry) => printEntry(entry, nameOf),
    assertion: (assertion) => printAssertion(assertion, nameOf),
    comment: (text) => `; ${cleanLine(text)}\n`,
  };
}

const TYPES: Readonly<Record<AccountRole, string>> = {
  cash: 'C',
  asset: 'A',
  liability: 'L',
  income: 'R',
  expense: 'X',
  equity: 'E',
};

function printHead(books: Books, chart: readonly ChartAccount[]): string {
  const commodities = usedCurrencies(books).map((currency) => {
    // Without decimals there is nothing to say: a format would need a decimal mark.
    const format =
      currencyExponent(currency) === 0 ? '' : `    format 1${formatMinor(0n, currency)} ${currency}\n`;
    return `commodity ${currency}\n${format}`;
  });
  return `${commodities.join('')}\n${chart.map(printAccount).join('')}\n`;
}

function printAccount(account: ChartAccount): string {
  const meta: Meta[] = [
    { key: 'type', value: TYPES[account.role], kind: 'text' },
    ...(account.real
      ? ([
          { key: 'id', value: account.real.id, kind: 'text' },
          { key: 'name', value: account.real.name, kind: 'text' },
        ] as const)
      : []),
    ...(account.isArchived ? [{ key: 'archived', value: '', kind: 'flag' } as const] : []),
  ];
  return `account ${account.name}\n${printMeta(meta, '    ')}`;
}

function printPrice({ date, currency, rate, quote }: BookPrice): string {
  return `P ${date} ${currency} ${rate} ${quote}\n`;
}

function printEntry(entry: Entry, nameOf: (key: string) => string): string {
  const description = hledgerDescription(entry.payee, entry.narration);
  const meta: Meta[] = [
    ...wordsBeside(description, entry),
    ...(entry.link === null ? [] : [{ key: 'link', value: entry.link, kind: 'text' } as const]),
    ...entry.tags.map((tag): Meta => ({ key: 'tag', value: tag, kind: 'text' })),
    ...entry.meta,
  ];
  const first = `${entry.date} ${entry.isPending ? '!' : '*'} ${description}`.trimEnd();
  const postings = entry.postings.map((posting) => printPosting(posting, nameOf)).join('');
  return `${first}\n${printMeta(meta, '    ')}${postings}\n`;
}

/** The words as they are, where the first line could not have them so. */
function wordsBeside(description: string, { payee, narration }: Entry): Meta[] {
  const shown = description.split(' | ');
  const beside = (key: string, text: string, place: string | undefined): Meta[] => {
    const line = cleanLine(text);
    return line === '' || line === place ? [] : [{ key, value: text, kind: 'text' }];
  };
  return [...beside('payee', payee ?? '', shown[0]), ...beside('description', narration, shown.at(-1))];
}

function printPosting(posting: Posting, nameOf: (key: string) => string): string {
  const { minor, currency, totalPrice } = posting;
  const mark = posting.isPending === null ? '' : posting.isPending ? '! ' : '* ';
  const price = totalPrice
    ? ` @@ ${formatMinor(totalPrice.minor, totalPrice.currency)} ${totalPrice.currency}`
    : '';
  const amount = `${formatMinor(minor, currency)} ${currency}${price}`;
  return `    ${mark}${nameOf(posting.account)}  ${amount}\n${printMeta(posting.meta, '        ')}`;
}

function printAssertion(assertion: Assertion, nameOf: (key: string) => string): string {
  const { date, account, minor, currency, anchorId } = assertion;
  const zero = formatMinor(0n, currency);
  const meta = printMeta([{ key: 'anchor', value: anchorId, kind: 'text' }], '    ');
  const amounts = `${zero} ${currency} = ${formatMinor(minor, currency)} ${currency}`;
  return `${date} * Balance as the bank has it\n${meta}    ${nameOf(account)}  ${amounts}\n\n`;
}

/** A comment a line. A line that begins with a known key is a tag; nothing that people typed is one of its own. */
function printMeta(meta: readonly Meta[], indent: string): string {
  return meta
    .flatMap(({ key, value }) =>
      (value === '' ? [''] : cleanLines(value)).map((line) => [key, line] as const),
    )
    .map(([key, line]) => `${indent}; ${key}:${hledgerValue(line)}\n`)
    .join('');
}
