import { type CalendarDate, calendarDate } from '../dates/index.ts';
import type { DecimalMark } from './amount-text.ts';
import { cleanText } from './clean-text.ts';
import type { OfxElement } from './ofx-tree.ts';

/** The value of an element's direct child, "" when there is none. */
export function childText(element: OfxElement, name: string): string {
  return element.children.find((child) => child.name === name)?.value ?? '';
}

/** The direct child of a name. */
export function child(element: OfxElement, name: string): OfxElement | undefined {
  return element.children.find((candidate) => candidate.name === name);
}

/** All descendants with one of the names, in file order; found elements are not searched further. */
export function descendants(element: OfxElement, names: ReadonlySet<string>): OfxElement[] {
  return element.children.flatMap((candidate) =>
    names.has(candidate.name) ? [candidate] : descendants(candidate, names),
  );
}

/** Elements with a value, as one line that shows what the bank wrote. */
export function ofxRawText(elements: readonly OfxElement[]): string {
  return elements
    .filter((part) => part.value !== '')
    .map((part) => `${part.name}=${cleanText(part.value)}`)
    .join(' | ');
}

/**
 * Reads YYYYMMDD[HHMMSS[.XXX]][[offset:TZ]] as the day that is written, which is the day at the bank: the offset is
 * not applied. Also ISO dates, which some banks send.
 */
export function readOfxDate(text: string): CalendarDate | null {
  const match = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(text.trim());
  return match ? calendarDate(Number(match[1]), Number(match[2]), Number(match[3])) : null;
}

/**
 * The decimal mark of a statement. OFX allows point and comma and no grouping, so a single mark is the decimal mark;
 * banks that group all the same are told apart by the amounts that have one or two decimals.
 * @returns null when only amounts like "1,234" are there, which could be either.
 */
export function ofxDecimalMark(amounts: readonly string[]): DecimalMark | null {
  const texts = amounts.map((text) => text.trim());
  const ends = (mark: DecimalMark): boolean =>
    texts.some(
      (text) =>
        text.lastIndexOf(mark) > text.lastIndexOf(mark === '.' ? ',' : '.') && !/[.,]\d{3}$/.test(text),
    );
  if (ends('.')) return '.';
  if (ends(',')) return ',';
  // Only three-digit endings are left: with a point they are decimals as the standard says, with a comma who knows.
  return texts.some((text) => text.includes(',')) ? null : '.';
}
