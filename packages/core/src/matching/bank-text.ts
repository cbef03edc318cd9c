import { classOf, isFuelWord, SHORT_FORMS, type WordRole, withoutLetterPairs } from './bank-words.ts';

/** A word of a bank's text that may say who is paid. */
export interface BankWord {
  readonly text: string;
  readonly role: Exclude<WordRole, 'noise' | 'carrier'>;
  /** Kinds of one group may be called one for the other; '' where it has none. */
  readonly group: string;
  /** How much it says: its letters, fewer where it is no name. */
  readonly weight: number;
  /** The last of a text as long as a field, which may have cut it short. */
  readonly isCut: boolean;
}

/** Words that are compared with those of another text. */
export interface WordList {
  readonly words: readonly BankWord[];
  readonly weight: number;
  /** All of them without what parts them: "BLUE BOTTLE" is "BLUEBOTTLE". */
  readonly glued: string;
  /** The names alone, in the same way; all where there is none. */
  readonly gluedNames: string;
  /** First letters, also of "of" and "for": "TFL" is "TRANSPORT FOR LONDON". */
  readonly initials: string;
  readonly hasName: boolean;
  /** Groups of the kinds that are named. */
  readonly groups: ReadonlySet<string>;
}

/** A text of a bank, taken apart once. */
export interface BankText {
  /** Without accents, case and signs. */
  readonly folded: string;
  /** Its words and numbers, one after the other. */
  readonly tokens: readonly string[];
  /** Without the services that carry money. */
  readonly named: WordList;
  /** With them; the same list where there are none. */
  readonly all: WordList;
  readonly carriers: readonly string[];
  /** Numbers so long that they are references, without dates. */
  readonly references: readonly string[];
}

const KEPT = 4096;
const read = new Map<string, BankText>();

/** Takes a text apart. What was taken apart a moment ago is not taken apart again: of a file, a line meets many rows. */
export function readBankText(text: string): BankText {
  const known = read.get(text);
  if (known) return known;
  if (read.size >= KEPT) read.clear();
  const found = takeApart(text);
  read.set(text, found);
  return found;
}

function takeApart(text: string): BankText {
  const folded = foldText(text);
  const tokens = folded.split(SIGNS).filter((token) => token !== '');
  const carriers: string[] = [];
  const all: BankWord[] = [];
  let initials = '';
  for (const [index, token] of tokens.entries()) {
    const letters = lettersOf(token);
    initials += letters.charAt(0);
    if (letters.length < 2) continue;
    for (const word of SHORT_FORMS.get(letters) ?? [letters]) {
      const { role, group } = classOf(word);
      if (role === 'noise' || all.some((known) => known.text === word)) continue;
      if (role === 'carrier') carriers.push(word);
      const isCut = index === tokens.length - 1 && all.length > 0 && text.length >= SHORTEST_CUT;
      all.push(makeWord({ text: word, role: role === 'carrier' ? 'name' : role, group, isCut }));
    }
  }
  const references = tokens.filter((token) => token.length > 5 && REFERENCE.test(token) && !DATE.test(token));
  const whole = makeList(all, initials);
  if (carriers.length === 0) return { folded, tokens, named: whole, all: whole, carriers, references };
  const others = all.filter(({ text: word }) => !carriers.includes(word));
  return { folded, tokens, named: makeList(others, initials), all: whole, carriers, references };
}

/** Fields of banks and of card networks have no fewer places. */
const SHORTEST_CUT = 18;
const REFERENCE = /\d{6}/;
/** "20260105", "05012026", "260105", "050126". */
const DATE = /^(?:20[0-4]\d[01]\d[0-3]\d|[0-3]\d[01]\d20[0-4]\d|\d\d[01]\d[0-3]\d|[0-3]\d[01]\d\d\d)$/;

const SIGNS = /[^\p{L}\p{N}?]+/u;
const ONLY_ASCII = /^[ -~]*$/;
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'a',
  œ: 'o',
  ı: 'i',
  ς: 'σ',
};

function foldText(text: string): string {
  let plain = text;
  if (!ONLY_ASCII.test(text)) {
    plain = unscramble(text)
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '')
      .replace(/[’`´]/g, "'")
      .replaceAll('\uFFFD', '?');
  }
  plain = plain.toLowerCase();
  if (!ONLY_ASCII.test(plain)) plain = plain.replace(/[ßøłđðþæœıς]/g, (letter) => LETTERS[letter] ?? letter);
  if (plain.includes("'")) plain = plain.replaceAll("'", '');
  // A letter that an old set of characters did not have; a question mark elsewhere is a sign.
  if (plain.includes('?')) plain = plain.replace(/(?<!\p{L})\?(?!\p{L})/gu, ' ');
  if (plain.includes('*')) plain = plain.replace(CARD_MARK, ' ');
  if (/[.&+]/.test(plain)) plain = plain.replace(SINGLE_LETTERS, '$1');
  if (/\b[a-z]\b|\bco-/.test(plain)) plain = plain.replace(LONE_LETTERS, '$1$2$3$4');
  return withoutLetterPairs(plain);
}

/** "SQ *NAME", "PP*NAME": up to three letters are the mark of who carries the card. */
const CARD_MARK = /(?<![a-z0-9])[a-z]{2,3} ?\*(?= ?[a-z])/g;
/** "E.ON", "H & M", "S.A.R.L." */
const SINGLE_LETTERS = /(?<![\p{L}\p{N}])(\p{L})(?: ?[&+] ?|\.|\. (?=\p{L}(?!\p{L})))(?=\p{L})/gu;

/** "T-MOBILE", "CO-OP", "JOE S" whose sign was lost, "B AND M". */
const LONE_LETTERS =
  /(?<![\p{L}\p{N}])(?:(\p{L}|co)-(?=\p{L}{2})|(\p{L}) (?:and|und|et|y) (?=\p{L}(?!\p{L})))|(\p{L}{2}) (s)(?![\p{L}\p{N}.&])/gu;

/** "MÃ¼ller": UTF-8 that was read as Latin-1. */
function unscramble(text: string): string {
  if (!text.includes('Ã')) return text;
  return text.replace(/Ã([\u0080-\u00BFŸ–„œ‰ˆ‡])/g, (_, second: string) =>
    String.fromCharCode((WINDOWS_CODES[second] ?? second.charCodeAt(0)) + 0x40),
  );
}

const WINDOWS_CODES: Readonly<Record<string, number>> = {
  Ÿ: 0x9f,
  '–': 0x96,
  '„': 0x84,
  œ: 0x9c,
  '‰': 0x89,
  ˆ: 0x88,
  '‡': 0x87,
};

/** Names that have a number in them, and would be taken for references. */
const NUMBERED_NAMES = new Set(['o2', 'q8', 'a1', 'st1', 'g2a', '3m', 'h3g', 't2', 'k2', 'f24', '5asec']);

/** "REWE4711", "12STUETZPUNKT", "EASYJET000K4T2". */
const WORD_WITH_NUMBER = /^(?:\d*(?=\p{L}+\d*$)|(?=\p{L}{4,}\d))(\p{L}{3,})/u;

/** The letters of a token that are a word: none of a number, a date, a time or a reference ("a1b2c3d4", "xx1234"). */
function lettersOf(token: string): string {
  if (!/\d/.test(token) || NUMBERED_NAMES.has(token)) return token;
  return WORD_WITH_NUMBER.exec(token)?.[1] ?? '';
}

const WEIGHTS: Readonly<Record<BankWord['role'], number>> = { name: 1, kind: 0.3, place: 0.2, weak: 0.2 };

/** "DB" and "DM" are as much of a name as a word is. */
const SHORTEST_WEIGHT = 4;

function makeWord({ text, role, group, isCut }: Omit<BankWord, 'weight'>): BankWord {
  return { text, role, group, isCut, weight: Math.max(SHORTEST_WEIGHT, text.length) * WEIGHTS[role] };
}

function makeList(read: readonly BankWord[], initials: string): WordList {
  const words = withTownAsName(read);
  const groups = new Set<string>();
  let [weight, glued, gluedNames] = [0, '', ''];
  for (const word of words) {
    weight += word.weight;
    glued += word.text;
    if (word.role === 'name') gluedNames += word.text;
    if (word.group !== '') groups.add(word.group);
  }
  // A house where one sleeps may be called by its restaurant.
  if (groups.has('sleep')) groups.add('eat');
  const hasName = gluedNames !== '';
  return { words, weight, glued, gluedNames: hasName ? gluedNames : glued, initials, hasName, groups };
}

/** A town is a name where nothing else is ("PARIS 24", "CAFE ROMA"), and so are two letters in front ("C&A"). */
function withTownAsName(words: readonly BankWord[]): readonly BankWord[] {
  if (!words.some(({ role }) => role === 'place')) return words;
  const isNamed = words.some(({ role }) => role === 'name');
  return words.map((word, index) => {
    const isName = word.role === 'place' && (word.text.length > 2 ? !isNamed : index === 0);
    return isName ? makeWord({ ...word, role: 'name' }) : word;
  });
}

const parted = new Map<string, ReadonlySet<string>>();

/** What stands in a word, three letters at a time, with its edges. Words come again and again. */
export function triplesOf(text: string): ReadonlySet<string> {
  const known = parted.get(text);
  if (known) return known;
  if (parted.size >= KEPT) parted.clear();
  const padded = ` ${text} `;
  const triples = new Set<string>();
  for (let at = 0; at + 3 <= padded.length; at += 1) triples.add(padded.slice(at, at + 3));
  parted.set(text, triples);
  return triples;
}

/** True where a text tells of a pump. */
export function tellsOfFuel(text: string): boolean {
  return readBankText(text).all.words.some((word) => isFuelWord(word.text));
}

/** What kinds of place and of payment a text names, by their groups. */
export function kindsOf(text: string): ReadonlySet<string> {
  return readBankText(text).all.groups;
}
