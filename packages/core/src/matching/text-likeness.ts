import { type BankText, type BankWord, readBankText, triplesOf, type WordList } from './bank-text.ts';
import { classOf, SELLING_CARRIERS, SHORT_FORMS } from './bank-words.ts';

/**
 * How alike two texts of a bank are, 0 to 100, or null when one of them has no word to compare. What card terminals
 * and banks put around a name (numbers, dates, card marks, words for the kind of payment) is left out, and so is the
 * service that carries the money, where both texts say who gets it. The words of the shorter text are looked for in
 * the longer one, so that a town behind the name or a cut end does no harm. Where each names something that the other
 * has nothing like, that speaks against it, unless `mayNameMore`: a terminal and a bank may add each its own.
 */
export function textLikeness(left: string, right: string, mayNameMore = false): number | null {
  const [one, other] = [readBankText(left), readBankText(right)];
  // Without a name, too: "CARD PAYMENT" and "Card payment".
  if (one.folded === other.folded)
    return one.all.words.length > 0 || /\p{L}{3}/u.test(one.folded) ? 100 : null;
  const likeness = likenessOf(one, other, mayNameMore);
  const isReferred = one.references.some((reference) => other.references.includes(reference));
  return isReferred ? Math.max(likeness ?? 0, SAME_REFERENCE) : likeness;
}

/** A number of six digits that both bear is that of one payment, or of one payee. */
const SAME_REFERENCE = 85;

function likenessOf(one: BankText, other: BankText, mayNameMore: boolean): number | null {
  const lists = withoutCarriers(one, other);
  if (lists === null) return null;
  const [mine, others] = lists;
  if (mine.words.length === 0 || others.words.length === 0 || areForeign(mine, others)) return null;
  if (areOtherKinds(mine, others)) return OTHER_KIND;
  const cut = cutField(mine, others);
  if (cut !== null) return cut;
  if (isCutText(one.folded, other.folded)) return CUT_FIELD;
  const share = likenessOfLists(mine, others);
  const isOther = !mayNameMore && share < 1 && hasOwnName(mine, others) && hasOwnName(others, mine);
  const likeness = Math.round(100 * (isOther ? OWN_NAMES : 1) * share);
  const isUnnamed = mine.hasName !== others.hasName && !(mine.groups.has(CASH) && others.groups.has(CASH));
  return isUnnamed || areOtherPlaces(mine, others) ? Math.min(OTHER_PLACE, likeness) : likeness;
}

function likenessOfLists(mine: WordList, others: WordList): number {
  const trust = isFirstIn(mine, others) || isFirstIn(others, mine) ? 1 : OTHER_BEGINNING;
  const contained =
    mine.weight === others.weight
      ? Math.max(containedShare(mine, others), containedShare(others, mine))
      : mine.weight < others.weight
        ? containedShare(mine, others)
        : containedShare(others, mine);
  return trust * Math.max(contained, gluedLikeness(mine, others, contained));
}

/** Each names something that the other has nothing like: UBER TRIP and UBER EATS, one payee for MAX and for MIA. */
const OWN_NAMES = 0.75;

function hasOwnName(list: WordList, other: WordList): boolean {
  return list.words.some(
    ({ role, text }, index) => role === 'name' && text.length > 2 && bestWithJoined(list, index, other) === 0,
  );
}

const SHORTEST_FIELD = 6;
const SHORTEST_TEXT = 8;
const CUT_FIELD = 95;
/** Two kinds of place, or of payment, under one name. */
const OTHER_KIND = 15;
/** One name in two towns, or a word for the kind of place alone. */
const OTHER_PLACE = 55;
/** Names come first and towns behind them: what is found under another first word counts for little. */
const OTHER_BEGINNING = 0.35;

/** The number of the cheque that a text tells of, or null. Every cheque has one of its own. */
export function chequeNumber(text: string): string | null {
  const found = CHEQUE.exec(text);
  return found?.[1] ?? null;
}

const CHEQUE =
  /(?<![\p{L}\p{N}])(?:check|cheque|chèque|chq|chk|ck|scheck|assegno)[ -]?(?:paid|number|numero|num|no|nr|n)?[ .:#°º]{0,3}0*(\d{2,12})(?![\p{L}\p{N}])/iu;

/**
 * True when a word of both texts is numbered in both, and otherwise: "FLAT 3" and "FLAT 4", "BRANCH 12" and
 * "BRANCH 13". Longer numbers are references, which differ from one telling of a row to the next.
 */
export function areNumberedOtherwise(left: string, right: string): boolean {
  const [one, other] = [numberedWords(left), numberedWords(right)];
  return [...one].some(([word, number]) => {
    const another = other.get(word) ?? number;
    // A branch of four digits and a day are numbers of two sorts.
    return another !== number && Math.abs(another.length - number.length) < 2;
  });
}

/**
 * True when two texts are told in one way and differ in what stands at one place of it: RATE 1 and RATE 2, INVOICE 1001
 * and INVOICE 1002, A SMITH and B SMITH, JAN and FEB. A bank that tells of one payment twice changes more than that.
 * `onlyWords`: a number may be that of the telling.
 */
export function areToldAlike(left: string, right: string, onlyWords: boolean): boolean {
  const [one, other] = [left, right].map((text) => readBankText(text).tokens);
  if (!one || !other || one.length !== other.length || one.length < 2) return false;
  const places = one.flatMap((token, at) => {
    const another = other[at] ?? '';
    return token === another ? [] : [[token, another] as const];
  });
  return places.length === 1 && places.every(([token, another]) => isOtherSlot(token, another, onlyWords));
}

/**
 * True when both texts tell a time of day, and not one that the other tells: a machine gave money twice that day. Of
 * posted rows (`andParts`) so with parts and days: instalment 02/10 and 05/06.
 */
export function areTimedOtherwise(left: string, right: string, andParts: boolean): boolean {
  return areOtherwise(TIMES, left, right) || (andParts && areOtherwise(PARTS, left, right));
}

const TIMES = /(?<![\d:.])(?:[01]?\d|2[0-3]):[0-5]\d(?!\d)/g;
const PARTS = /(?<![\d/.-])\d{1,2}\/\d{1,2}(?![\d/])/g;

function areOtherwise(pattern: RegExp, left: string, right: string): boolean {
  const [one, other]: readonly string[][] = [left, right].map((text) => [...(text.match(pattern) ?? [])]);
  if (!one?.length || !other?.length) return false;
  return !one.some((each) => other.includes(each));
}

function isOtherSlot(one: string, other: string, onlyWords: boolean): boolean {
  const [isNumber, isOtherNumber] = [one, other].map((token) => /\d/.test(token));
  if (isNumber !== isOtherNumber) return false;
  if (isNumber === true) return !onlyWords && Number(one) !== Number(other);
  if (one.startsWith(other) || other.startsWith(one) || one.includes('?') || other.includes('?'))
    return false;
  if ([one, other].some((token) => token.length > 1 && SAYS_NOTHING.has(classOf(token).role))) return false;
  return diceOf(triplesOf(one), triplesOf(other)) < LIKE_ENOUGH && !isShortFor(one, other);
}

const SAYS_NOTHING: ReadonlySet<string> = new Set(['noise', 'carrier']);

function isShortFor(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  return isAbbreviation(short, long) || SHORT_FORMS.get(short)?.includes(long) === true;
}

function numberedWords(text: string): Map<string, string> {
  const found = text.toLowerCase().matchAll(/(\p{L}{2,40})\.? #?0*(\d{1,4})(?![\d./:-])/gu);
  return new Map(
    [...found].flatMap(([, word = '', number = '']) => {
      const { role } = classOf(word);
      return role === 'noise' || role === 'weak' ? [] : [[word, number]];
    }),
  );
}

/** Only who is paid, where both say so; a service alone says nothing of somebody whom the other text names. */
function withoutCarriers(one: BankText, other: BankText): readonly [WordList, WordList] | null {
  if (one.carriers.length === 0 && other.carriers.length === 0) return [one.all, other.all];
  if (one.named.hasName && other.named.hasName) return [one.named, other.named];
  if (one.named.words.length === 0 && other.named.words.length === 0) return [one.all, other.all];
  const isTold = one.carriers.some((carrier) => other.carriers.includes(carrier));
  if (isTold) return [one.all, other.all];
  const isSelling = [one, other].some(
    ({ named, carriers }) => !named.hasName && carriers.every((each) => SELLING_CARRIERS.has(each)),
  );
  return isSelling ? [one.all, other.all] : null;
}

/** The same name in two scripts cannot be compared letter by letter. */
function areForeign(one: WordList, other: WordList): boolean {
  const isLatin = ({ glued }: WordList) => /\p{Script=Latin}/u.test(glued);
  return isLatin(one) !== isLatin(other);
}

/** An inn and a car park of one name, a wage and a bonus: both texts say what it is, and not the same. */
function areOtherKinds(one: WordList, other: WordList): boolean {
  if (one.groups.size === 0 || other.groups.size === 0) return false;
  for (const group of one.groups) if (other.groups.has(group)) return false;
  return true;
}

/** "BOULANGERIE P": one text goes on where the other ends. A number that goes on is another number. */
function isCutText(one: string, other: string): boolean {
  const [shorter, longer] = one.length <= other.length ? [one, other] : [other, one];
  if (shorter.length < SHORTEST_TEXT || !longer.startsWith(shorter) || !shorter.trim().includes(' '))
    return false;
  return !/\d$/.test(shorter) || !/^\d/.test(longer.slice(shorter.length));
}

/** A field that was cut: "HAUSVERWALTUNG MEI". */
function cutField(one: WordList, other: WordList): number | null {
  const [shorter, longer] = one.glued.length <= other.glued.length ? [one, other] : [other, one];
  if (shorter.glued.length < SHORTEST_FIELD || !longer.glued.startsWith(shorter.glued)) return null;
  if (!shorter.hasName && longer.hasName) return null;
  return shorter.glued === longer.glued ? 100 : CUT_FIELD;
}

/** Both name towns, and not one that the other names. */
function areOtherPlaces(one: WordList, other: WordList): boolean {
  const isTown = ({ role, text }: BankWord): boolean => role === 'place' && text.length > 2;
  const towns = one.words.filter(isTown);
  const others = other.words.filter(isTown);
  return (
    towns.length > 0 &&
    others.length > 0 &&
    !towns.some(({ text }) => others.some((each) => each.text === text))
  );
}

/** The share of the weight of `fewer` that stands in words which `more` has too, or has cut or nearly so. */
function containedShare(fewer: WordList, more: WordList): number {
  let found = 0;
  for (const [index, word] of fewer.words.entries()) {
    found += word.weight * bestWithJoined(fewer, index, more);
  }
  return found / fewer.weight;
}

function bestWithJoined(list: WordList, index: number, other: WordList): number {
  const word = list.words[index];
  if (!word) return 0;
  const best = bestOf(word, other.words);
  return best === 1 ? 1 : Math.max(best, bestJoined(list, index, other));
}

function isFirstIn(one: WordList, other: WordList): boolean {
  const first = one.words.findIndex(({ role }) => role === 'name' || role === 'kind');
  if (bestWithJoined(one, Math.max(0, first), other) > SAME_GROUP) return true;
  // An inn that is a restaurant as well: its name comes next.
  if ((one.words[first]?.group ?? '') === '' || other.groups.size === 0) return false;
  const name = one.words.findIndex(({ role }) => role === 'name');
  return name !== -1 && bestWithJoined(one, name, other) > SAME_GROUP;
}

const SHORTEST_CUT = 4;
const LIKE_ENOUGH = 0.6;

function bestOf(word: BankWord, others: readonly BankWord[]): number {
  let best = 0;
  for (const other of others) {
    if (other.text === word.text) return 1;
    const likeness = wordLikeness(word, other);
    if (likeness > best) best = likeness;
  }
  return best;
}

function wordLikeness(word: BankWord, other: BankWord): number {
  const [shorter, longer] = word.text.length <= other.text.length ? [word, other] : [other, word];
  const [few, many] = [shorter.text.length, longer.text.length];
  if (shorter.group !== '' && shorter.group === longer.group) return shorter.group === CASH ? 1 : SAME_GROUP;
  // "SAINSBURY" and "SAINSBURYS"
  if (few >= 3 && many === few + 1 && longer.text === `${shorter.text}s`) return 0.95;
  if (longer.text.startsWith(shorter.text) && few >= (shorter.isCut ? SHORTEST_END : SHORTEST_CUT)) {
    return shorter.isCut ? 0.95 : Math.max(0.7, few / many);
  }
  if (few < 3) return 0;
  if (word.text.includes('?') || other.text.includes('?')) return isSpelt(word.text, other.text) ? 1 : 0;
  // "HEIMWERKERMARKT" is a "MARKT".
  if (shorter.role === 'kind' && few >= SHORTEST_CUT && longer.text.endsWith(shorter.text)) return 0.8;
  const alike =
    2 * few < LIKE_ENOUGH * (few + many) ? 0 : diceOf(triplesOf(word.text), triplesOf(other.text));
  const short = isAbbreviation(shorter.text, longer.text) ? ABBREVIATED : 0;
  return Math.max(alike < LIKE_ENOUGH ? 0 : alike, short);
}

/** The last word of a field may be cut after its first letters. */
const SHORTEST_END = 3;
const SAME_GROUP = 0.5;
/** A cash machine is one by whatever word. */
const CASH = 'cash';
const ABBREVIATED = 0.8;

/** "M?LLER" is "MULLER": a mark stands for one letter, or for the two that it is written out with. */
function isSpelt(one: string, other: string): boolean {
  const pattern = one.includes('?') ? one : other;
  const word = pattern === one ? other : one;
  return new RegExp(`^${pattern.replace(/\?/g, '.{0,2}')}$`, 'u').test(word.replace(/\?/g, '_'));
}

/** "WHSE" is "WAREHOUSE": its letters in their order, hardly a vowel among them. */
function isAbbreviation(short: string, long: string): boolean {
  if (short[0] !== long[0] || short.length < 3 || /[aeiou]/.test(short.slice(1, -1))) return false;
  const [few, many] = [short, long].map((word) => word.replace(/[aeiou]/g, '').length);
  if ((few ?? 0) < 0.6 * (many ?? 0)) return false;
  let at = 0;
  for (const letter of short) {
    at = long.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** A word that is parted, glued to the next, or told by its first letters on the other side. */
function bestJoined(list: WordList, index: number, other: WordList): number {
  const word = list.words[index];
  if (!word || word.role !== 'name') return 0;
  const [before, after] = [list.words[index - 1], list.words[index + 1]];
  for (const each of other.words) {
    if (after && each.text === word.text + after.text) return 1;
    if (before && each.text === before.text + word.text) return 1;
  }
  if (isPairOf(word.text, other.words)) return 1;
  const { length } = word.text;
  return length >= 3 && length <= 5 && other.initials.includes(word.text) ? ABBREVIATED : 0;
}

function isPairOf(text: string, words: readonly BankWord[]): boolean {
  for (let at = 0; at + 1 < words.length; at += 1) {
    const [first, second] = [words[at], words[at + 1]];
    if (!first || !second || !text.startsWith(first.text) || !text.endsWith(second.text)) continue;
    // "PAK N SAVE"
    const between = text.length - first.text.length - second.text.length;
    if (between === 0 || between === 1) return true;
  }
  return false;
}

/** Names that are parted otherwise more than once, or spelt otherwise, as wholes. */
function gluedLikeness(one: WordList, other: WordList, contained: number): number {
  const [shorter, longer] = [one.gluedNames, other.gluedNames].toSorted((a, b) => a.length - b.length);
  if (!shorter || !longer || contained >= 0.75 || 3 * longer.length > 5 * shorter.length) return 0;
  return diceOf(triplesOf(shorter), triplesOf(longer));
}

/** Twice the triples that both have, over all of them (Dice 1945). */
function diceOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0 || other.size === 0) return 0;
  let both = 0;
  for (const triple of one) if (other.has(triple)) both += 1;
  return (2 * both) / (one.size + other.size);
}
