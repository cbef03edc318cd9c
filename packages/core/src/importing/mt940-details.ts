import { cleanText } from './clean-text.ts';

/** What field 86 says about an entry; texts are clean, "" where nothing is said. */
export interface Mt940Details {
  /** All of it, on one line. */
  readonly text: string;
  readonly payee: string;
  readonly purpose: string;
  /** The bank's name for the kind of booking ("UEBERWEISUNG"). */
  readonly bookingText: string;
  readonly counterAccount: string;
  readonly endToEndId: string;
}

/**
 * Reads field 86 in the dialects that banks have: German subfields ("?20"), Dutch words between slashes ("/NAME/"),
 * SEPA words with a plus ("SVWZ+"), and plain text.
 */
export function readMt940Details(lines: readonly string[]): Mt940Details {
  const text = cleanText(lines.join(' '));
  const structured = readSubfields(lines) ??
    readSlashWords(lines) ??
    readAccountTail(text) ?? { purpose: text };
  const details = { ...EMPTY, ...structured, text };
  return { ...details, endToEndId: /^not ?provided$/i.test(details.endToEndId) ? '' : details.endToEndId };
}

const EMPTY: Mt940Details = {
  text: '',
  payee: '',
  purpose: '',
  bookingText: '',
  counterAccount: '',
  endToEndId: '',
};

type Found = Partial<Mt940Details> | null;

/** Code of three digits, then a separator that the bank chooses, then numbered fields. */
function readSubfields(lines: readonly string[]): Found {
  const joined = joinWrapped(lines, 55).trimStart();
  const separator = /^(?:\d{3})?([^\p{L}\p{N}\s/:+])(?=\d{2})/u.exec(joined)?.[1];
  if (separator === undefined) return null;
  const fields = new Map<number, string>();
  for (const part of joined.split(separator).slice(1)) {
    const code = /^\d{2}/.exec(part)?.[0];
    // A separator in a text is no separator: the part belongs to the field before it.
    const [last] = [...fields.keys()].slice(-1);
    if (code !== undefined) fields.set(Number(code), (fields.get(Number(code)) ?? '') + part.slice(2));
    else if (last !== undefined) fields.set(last, `${fields.get(last) ?? ''}${separator}${part}`);
  }
  if (fields.size < 2) return null;
  const purpose = joinSegments([...range(20, 29), ...range(60, 63)].map((code) => fields.get(code) ?? ''));
  const words = readPlusWords(purpose);
  const account = cleanText(fields.get(38) ?? fields.get(31) ?? '');
  return {
    bookingText: cleanText(fields.get(0) ?? ''),
    payee: cleanText(joinSegments([fields.get(32) ?? '', fields.get(33) ?? ''])),
    counterAccount: account === '' ? (words?.get('IBAN') ?? '') : account,
    purpose: words ? (words.get('SVWZ') ?? words.get('') ?? '') : cleanText(purpose),
    endToEndId: words?.get('EREF') ?? '',
  };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

const SEGMENT = 27;

/** A segment that is full goes on in the next one; after a shorter one a new word begins. */
function joinSegments(segments: readonly string[]): string {
  let text = '';
  let before = SEGMENT;
  for (const segment of segments) {
    if (segment === '') continue;
    text += before >= SEGMENT ? segment : ` ${segment}`;
    before = segment.length;
  }
  return text;
}

const PLUS_WORDS =
  /(?:^|\s|(?<=[a-z0-9]))(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC|PURP)\+/g;

/** "EREF+123 SVWZ+Rent": the words and what follows them; null when there are none. */
function readPlusWords(text: string): ReadonlyMap<string, string> | null {
  const marks = [...text.matchAll(PLUS_WORDS)];
  if (marks.length === 0) return null;
  const words = new Map([['', cleanText(text.slice(0, marks[0]?.index))]]);
  for (const [index, mark] of marks.entries()) {
    const from = (mark.index ?? 0) + mark[0].length;
    words.set(mark[1] ?? '', cleanText(text.slice(from, marks[index + 1]?.index)));
  }
  return words;
}

const SLASH_WORDS =
  /\/(TRTP|IBAN|BIC|NAME|REMI|EREF|PREF|IREF|ORDP|BENM|CNTP|MARF|CSID|ID|PURP|ULTB|ULTC|ULTD|ADDR|ISDT|NRTX|RTRN|CDTRREFTP|CDTRREF|SVCL|UDTR|UCRD|OAMT|COAM|EXCH|CHGS|BUSP|ADDR|REFE|RREF)\//g;

/** "/IBAN/…/NAME/…/REMI/…" as Dutch banks write it. */
function readSlashWords(lines: readonly string[]): Found {
  const joined = joinWrapped(lines, 64).trim();
  const marks = [...joined.matchAll(SLASH_WORDS)];
  const [first] = marks;
  if (!first || first.index !== 0) return null;
  const words = new Map<string, string>();
  for (const [index, mark] of marks.entries()) {
    const value = joined.slice((mark.index ?? 0) + mark[0].length, marks[index + 1]?.index);
    const name = mark[1] ?? '';
    if (!words.has(name)) words.set(name, cleanText(value));
  }
  const [iban = '', , name = ''] = (words.get('CNTP') ?? '').split('/');
  return {
    bookingText: words.get('TRTP') ?? '',
    payee: words.get('NAME') || cleanText(name),
    counterAccount: words.get('IBAN') || cleanText(iban),
    purpose: cleanText((words.get('REMI') ?? '').replace(/^(?:USTD|STRD)\/\/?/, '').replace(/\/+$/, '')),
    endToEndId: words.get('EREF') ?? '',
  };
}

const ACCOUNT_TAIL = /\bREK: ?([A-Z0-9]{5,34})\/NAAM: ?(.{0,140})$/;

/** "… REK: NL65…/NAAM: Someone" at the end of a plain text. */
function readAccountTail(text: string): Found {
  const match = ACCOUNT_TAIL.exec(text.slice(-200));
  if (!match) return null;
  return {
    counterAccount: match[1] ?? '',
    payee: cleanText(match[2] ?? ''),
    purpose: cleanText(text.slice(0, text.length - match[0].length)),
  };
}

/** Banks cut lines at 65 characters, words or not; a shorter line ends where a word does. */
function joinWrapped(lines: readonly string[], full: number): string {
  let joined = '';
  let before = '';
  for (const line of lines) {
    const goesOn = before.length >= full || (/\d$/.test(before) && /^\d/.test(line));
    joined += joined === '' || goesOn ? line : ` ${line}`;
    before = line;
  }
  return joined;
}
