import type { DateOrder } from './date-text.ts';
import { fieldText, type QifRecord, type QifSection } from './qif-records.ts';

const LONGEST_DATE = 40;

/**
 * A QIF date in a form that other dates have: Quicken pads with blanks and writes years from 2000 on behind an
 * apostrophe ("1/ 5'07" is 1/5/2007). A year of two digits stands last, unless what stands first can be no day.
 */
export function plainQifDate(written: string): string {
  if (written.length > LONGEST_DATE) return written;
  let text = written.trim().replace(/ ?([/'.-]) ?/g, '$1');
  if (text.includes("'")) text = text.replace(/['.-]/g, '/');
  const short = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{1,2})$/.exec(text);
  if (!short || Number(short[1]) > 31) return text;
  const [, first = '', mark = '', second = ''] = short;
  const year = Number(short[4]);
  return [first, second, year < 70 ? 2000 + year : 1900 + year].join(mark);
}

/** Where the category line of an entry or of a split leads. */
export interface QifTarget {
  readonly category?: string;
  /** "[Savings]": the other account of a transfer. */
  readonly transferAccount?: string;
  readonly tags?: readonly string[];
}

/**
 * Reads "Food:Dining", "Food:Dining/Holiday" (a class, given as a tag) and "[Savings]".
 * @param categories names that the file lists, in which a slash is no class.
 */
export function readQifTarget(written: string, categories: ReadonlySet<string>): QifTarget {
  const text = written.trim();
  if (text === '' || /^--split--$/i.test(text)) return {};
  const slash = categories.has(text) ? -1 : text.lastIndexOf('/');
  const name = (slash < 0 ? text : text.slice(0, slash)).trim();
  const tag = slash < 0 ? '' : text.slice(slash + 1).trim();
  const tags = tag === '' ? {} : { tags: [tag] };
  if (name === '') return tags;
  return name.startsWith('[') && name.endsWith(']') && name.length > 2
    ? { transferAccount: name.slice(1, -1).trim(), ...tags }
    : { category: name, ...tags };
}

/** The date order that an option line states, as some exports do: "!Option:MDY". */
export function statedDateOrder(sections: readonly QifSection[]): DateOrder | null {
  for (const { header } of sections) {
    const order = /^option:(mdy|dmy|ymd)$/.exec(header)?.[1];
    if (order === 'mdy' || order === 'dmy' || order === 'ymd') return order;
  }
  return null;
}

/** The names in the file's own list of categories. */
export function listedCategories(sections: readonly QifSection[]): ReadonlySet<string> {
  const names = sections
    .filter((section) => section.header === 'type:cat')
    .flatMap((section) => section.records.map((record: QifRecord) => fieldText(record, 'N')));
  return new Set(names.filter((name) => name !== ''));
}
