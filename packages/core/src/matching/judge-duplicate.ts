import { type CalendarDate, toEpochDay } from '../dates/index.ts';
import { kindsOf, tellsOfFuel } from './bank-text.ts';
import type { IdTrust } from './id-trust.ts';
import {
  areNumberedOtherwise,
  areTimedOtherwise,
  areToldAlike,
  chequeNumber,
  textLikeness,
} from './text-likeness.ts';

/** A row of a file that no exact step has found a partner for. */
export interface OpenLine {
  /** Its number in the file. */
  readonly id: string;
  readonly date: CalendarDate;
  /** Minor units of the account's currency, negative leaves the account. */
  readonly amountMinor: bigint;
  /** The bank's own texts: description, payee. */
  readonly texts: readonly string[];
  readonly isPending: boolean;
  /** A trusted id, or null. */
  readonly externalId: string | null;
}

/** A row of the account that no line of the file answers for yet. */
export interface OpenRow {
  readonly id: string;
  readonly date: CalendarDate;
  readonly amountMinor: bigint;
  /** The bank's own texts, or what a person typed. */
  readonly texts: readonly string[];
  readonly isPending: boolean;
  /** A person or another part of FinTrack made it: there is no bank line of it. */
  readonly isTyped: boolean;
  readonly externalId: string | null;
  /** A leg of a transfer, whose amount is the other leg's too. */
  readonly isTransfer: boolean;
}

export interface JudgedDuplicate {
  readonly line: OpenLine;
  readonly row: OpenRow;
  readonly ids: IdTrust;
}

/** add: a row of its own. ask: only the user can say. skip: the same for certain. */
export type DuplicateZone = 'add' | 'ask' | 'skip';

export interface DuplicateVerdict {
  /** 0 to 100. */
  readonly score: number;
  /** The score before it is cut to 100, by which pairs that are both beyond doubt are compared. */
  readonly points: number;
  /** What speaks for and against it being the same, as texts for the user. */
  readonly reasons: readonly string[];
  /** Text, amount or id are so alike that it may be decided without the user, if nothing else fits as well. */
  readonly isSure: boolean;
}

/** Days that may lie between two rows that are posted, and between a typed one and its bank line. */
export const SETTLED_DAYS = 4;
export const TYPED_DAYS = 5;
/** Days by which a posted row may come after the pending one, and before it. */
export const SETTLING_DAYS = 14;
export const EARLY_DAYS = 2;

export const ASK_SCORE = 60;
export const SKIP_SCORE = 90;

/** A posted amount is at most this share of the pending one, in thousandths, and at least that. */
const MOST_PERMILLE = 2000n;
const LEAST_PERMILLE = 100n;
/** Beyond a tip or a hold that is settled for somewhat less, the name has to speak. */
const TIP_PERMILLE = 350;
const LESS_PERMILLE = -300;
/** So little a rate of exchange moves between two days. */
const RATE_PERMILLE = 20;

/** What a pump holds at least, and what it bills at most after that, in minor units. */
export const PUMP_HOLD = 100n;
export const PUMP_MOST = 30_000n;

/** A tip is settled within a week; what is billed for less later is a rental or a stay. */
const TIP_DAYS = 8;

/** Likeness, 0 to 100, from which two texts are called the same, alike, and nothing alike. */
const SAME_TEXT = 75;
const NEARLY_SAME_TEXT = 85;
/** By so much less, where the amount is one that hardly anything else costs. */
const SELDOM_TEXT = 15;
const ALIKE_TEXT = 45;
const UNLIKE_TEXT = 25;

/**
 * Points for everything that speaks for a line of a file being a row that is here already, with each reason in words;
 * null where the two cannot be the same: another direction, another amount of two posted rows, too many days.
 * The caller sees to it that both are of one account, and that the file covers the day of a posted row.
 */
export function judgeDuplicate({ line, row, ids }: JudgedDuplicate): DuplicateVerdict | null {
  const cheques = compareCheques(line, row);
  if (!couldBeSame(line, row) || cheques === 'other') return null;
  const isSettling = line.isPending || row.isPending;
  const isEqual = line.amountMinor === row.amountMinor;
  const isAwaited = isEqual && isSettling && !row.isTyped;
  const likeness = cheques === 'same' ? 100 : bestLikeness(line, row, isAwaited);
  const isCommon = isEqual && isCommonAmount(line.amountMinor);
  const id = judgeId(line, row, ids);
  const text = judgeText(likeness, row.isTyped, isCommon);
  const amount = isEqual ? judgeEqual(line.amountMinor) : judgeChanged(line, row);
  // An amount that changed and a name that has nothing to do with it are two purchases.
  if (!isEqual && id.points <= 0 && !isNameEnough(likeness, line, row)) return null;
  const parts = [amount, judgeDays(line, row, isSettling), text, standing(line, row), id];
  const points = parts.reduce((sum, part) => sum + part.points, 0);
  const sameDay = line.date === row.date;
  const enough = (isSettling ? SAME_TEXT : NEARLY_SAME_TEXT) - (isCommon ? 0 : SELDOM_TEXT);
  const isTextSame =
    likeness !== null && likeness >= enough && (cheques === 'same' || !areTwoOfAKind(line, row, isSettling));
  const isLate = Math.abs(daysLater(line, row)) > 7;
  // An id under another amount and another name is one that the bank has given twice.
  const isKnownById = id.points > 0 && (isEqual || likeness === null || likeness >= UNLIKE_TEXT);
  return {
    score: Math.max(0, Math.min(100, points)),
    points,
    reasons: parts.flatMap(({ reason }) => (reason === '' ? [] : [reason])),
    isSure: !row.isTyped && (isKnownById || (isEqual && isTextSame && (isSettling ? !isLate : sameDay))),
  };
}

/** One text that tells of two things: two flats, two instalments, two months, two times of a day. */
function areTwoOfAKind(line: OpenLine, row: OpenRow, isSettling: boolean): boolean {
  const [one, other] = [line.texts[0] ?? '', row.texts[0] ?? ''];
  return (
    areNumberedOtherwise(one, other) ||
    areToldAlike(one, other, isSettling) ||
    areTimedOtherwise(one, other, !isSettling)
  );
}

/** True when a line and a row are near enough in amount and time to be looked at. */
function couldBeSame(line: OpenLine, row: OpenRow): boolean {
  if (line.amountMinor === 0n || line.amountMinor < 0n !== row.amountMinor < 0n) return false;
  const isSettling = line.isPending || row.isPending;
  const days = daysLater(line, row);
  if (!isSettling) {
    return (
      line.amountMinor === row.amountMinor && Math.abs(days) <= (row.isTyped ? TYPED_DAYS : SETTLED_DAYS)
    );
  }
  if (days > SETTLING_DAYS || days < -EARLY_DAYS) return false;
  // A bank corrects the day of what it has announced, but not by much: later there is another one.
  if (line.isPending && row.isPending && days > EARLY_DAYS) return false;
  if (line.amountMinor === row.amountMinor) return true;
  // The amount of what is announced is corrected where it stands; on another day there is another one.
  if (row.isTransfer || days < 0 || (line.isPending && row.isPending && days > 0)) return false;
  if (isAskedOfPump(line, row)) return true;
  const permille = 1000n + changePermille(line, row);
  return permille <= MOST_PERMILLE && permille >= LEAST_PERMILLE;
}

/** Two cheques have two numbers. */
function compareCheques(line: OpenLine, row: OpenRow): 'same' | 'other' | 'none' {
  const [one, other] = [line, row].map(({ texts }) =>
    texts.map(chequeNumber).find((number) => number !== null),
  );
  if (one === undefined || other === undefined) return 'none';
  return one === other ? 'same' : 'other';
}

/** A pump asks for one unit of the currency, to know whether the card is good, and bills what was filled. */
function isAskedOfPump(line: OpenLine, row: OpenRow): boolean {
  const [pending, posted] = earlierFirst(line, row).map(({ amountMinor }) =>
    amountMinor < 0n ? -amountMinor : amountMinor,
  );
  if (pending !== PUMP_HOLD || posted === undefined || posted < PUMP_HOLD || posted > PUMP_MOST) return false;
  return isPump(line, row);
}

/** Days from the pending one to the posted one; from the row to the line when both are alike. */
function daysLater(line: OpenLine, row: OpenRow): number {
  const days = toEpochDay(line.date) - toEpochDay(row.date);
  return line.isPending && !row.isPending ? -days : days;
}

/** The one that is settled, and the one that settles it; of two that are pending, the row here is the earlier. */
function earlierFirst(line: OpenLine, row: OpenRow): readonly [OpenLine | OpenRow, OpenLine | OpenRow] {
  return line.isPending && !row.isPending ? [line, row] : [row, line];
}

/** By how many thousandths of the pending amount the posted one is more; rounded down. */
function changePermille(line: OpenLine, row: OpenRow): bigint {
  const [pending, posted] = earlierFirst(line, row);
  return ((posted.amountMinor - pending.amountMinor) * 1000n) / pending.amountMinor;
}

interface Part {
  readonly points: number;
  /** Empty where there is nothing to say. */
  readonly reason: string;
}

const EQUAL_POINTS = 45;
const ROUND_POINTS = 36;
/** Whole amounts, and what prices end in, are common: two of them agree by chance more often. */
const COMMON_ENDS: ReadonlySet<bigint> = new Set([0n, 49n, 50n, 90n, 95n, 99n]);

const isCommonAmount = (amountMinor: bigint): boolean =>
  COMMON_ENDS.has((amountMinor < 0n ? -amountMinor : amountMinor) % 100n);

function judgeEqual(amountMinor: bigint): Part {
  return {
    points: isCommonAmount(amountMinor) ? ROUND_POINTS : EQUAL_POINTS,
    reason: 'The amount is the same.',
  };
}

function judgeChanged(line: OpenLine, row: OpenRow): Part {
  const permille = Number(changePermille(line, row));
  const percent = `${Math.max(1, Math.round(Math.abs(permille) / 10))} %`;
  if (permille > 0 && permille <= TIP_PERMILLE) {
    const usual = isUsualTip(line, row) ? USUAL_TIP_POINTS : 0;
    return {
      points: 38 - Math.round((16 * permille) / TIP_PERMILLE) + usual,
      reason: `The amount is ${percent} more than the pending one, as with a tip.`,
    };
  }
  if (permille + 1000 > Number(MOST_PERMILLE)) {
    return { points: 10, reason: 'A pump asks for so little, and bills what was filled.' };
  }
  if (permille < 0 && permille >= LESS_PERMILLE) {
    return { points: 25, reason: `The amount is ${percent} less than the pending one.` };
  }
  return {
    points: 10,
    reason: `The amount is ${percent} ${permille > 0 ? 'more' : 'less'} than the pending one, as when a hold is settled.`,
  };
}

/** What people give: exactly so many per cent. */
const USUAL_TIPS: readonly bigint[] = [10n, 15n, 18n, 20n, 22n, 25n, 30n];
const USUAL_TIP_POINTS = 6;

function isUsualTip(line: OpenLine, row: OpenRow): boolean {
  const [pending, posted] = earlierFirst(line, row);
  const hundredfold = (posted.amountMinor - pending.amountMinor) * 100n;
  // To the unit: a tip in per cent is rounded.
  return USUAL_TIPS.some((percent) => {
    const off = hundredfold - percent * pending.amountMinor;
    return off > -100n && off < 100n;
  });
}

function isNameEnough(likeness: number | null, line: OpenLine, row: OpenRow): boolean {
  const permille = changePermille(line, row);
  const isRate = permille >= -RATE_PERMILLE && permille <= RATE_PERMILLE;
  const isLate = permille > 0 && daysLater(line, row) > TIP_DAYS;
  if (isLate) return isRate && likeness !== null && likeness >= SAME_TEXT;
  const isTip = permille <= TIP_PERMILLE && permille >= LESS_PERMILLE;
  if (likeness === null) return isTip;
  if (permille < -RATE_PERMILLE && [...line.texts, ...row.texts].some(isBilledAtOnce)) return false;
  if (isRate) return likeness >= UNLIKE_TEXT;
  return likeness >= (isTip || isPump(line, row) ? ALIKE_TEXT : SAME_TEXT);
}

function isPump(line: OpenLine, row: OpenRow): boolean {
  return [...line.texts, ...row.texts].some(tellsOfFuel);
}

/** Where one pays at a table or a till, nothing is held that is settled for less. */
const AT_ONCE: readonly string[] = ['eat', 'hair', 'drug', 'cinema'];

function isBilledAtOnce(text: string): boolean {
  const kinds = kindsOf(text);
  return !kinds.has('sleep') && AT_ONCE.some((kind) => kinds.has(kind));
}

const SETTLED_POINTS = [20, 14, 10, 7, 4, 4];
const SETTLING_POINTS = [20, 18, 16, 14, 12, 10, 8, 6];

function judgeDays(line: OpenLine, row: OpenRow, isSettling: boolean): Part {
  const days = daysLater(line, row);
  const apart = Math.abs(days);
  const isLenient = isSettling || row.isTyped;
  const usual = (isLenient ? SETTLING_POINTS : SETTLED_POINTS)[apart] ?? 3;
  // A posting does come before its announcement when the bank corrects the day, but seldom.
  const points = isSettling && days < 0 ? usual - 6 : usual;
  if (apart === 0) return { points, reason: 'Both are of the same day.' };
  const count = apart === 1 ? 'a day' : `${apart} days`;
  if (isSettling && line.isPending !== row.isPending) {
    return { points, reason: `It is posted ${count} ${days > 0 ? 'after' : 'before'} the pending one.` };
  }
  return { points, reason: `They are ${count} apart.` };
}

const TEXT_POINTS = 35;
const NO_TEXT_POINTS = 12;
const UNLIKE_POINTS = -12;
/** Another name under an amount that many things cost. */
const UNLIKE_COMMON_POINTS = -20;

function judgeText(likeness: number | null, isTyped: boolean, isCommon: boolean): Part {
  if (likeness === null)
    return { points: NO_TEXT_POINTS, reason: 'One of the texts has no name to compare.' };
  const unlike = isCommon ? UNLIKE_COMMON_POINTS : UNLIKE_POINTS;
  const points = Math.round(
    unlike + ((TEXT_POINTS - unlike) * (likeness - UNLIKE_TEXT)) / (100 - UNLIKE_TEXT),
  );
  if (likeness >= NEARLY_SAME_TEXT) return { points, reason: 'The texts name the same.' };
  if (likeness >= UNLIKE_TEXT) {
    return { points: isTyped ? Math.max(0, points) : points, reason: `The texts are alike (${likeness} %).` };
  }
  // People write what they bought, the bank writes who sold it: that they differ says nothing.
  if (isTyped) return { points: 0, reason: 'The text that was typed is another one.' };
  return { points: unlike, reason: 'The texts have nothing in common.' };
}

/** Why a row without a line in the file is remarkable at all. */
function standing(line: OpenLine, row: OpenRow): Part {
  if (row.isPending && !line.isPending) {
    return { points: 20, reason: 'The row here is pending, and the file has it no more.' };
  }
  if (row.isPending) return { points: 20, reason: 'Both are pending.' };
  if (line.isPending) return { points: 20, reason: 'The row here is posted, and the line is pending.' };
  if (row.isTyped) return { points: 14, reason: 'The row here has no bank line yet.' };
  return { points: 12, reason: 'The file covers that day and has the row here nowhere else.' };
}

const SAME_ID_POINTS = 40;
const OTHER_ID_POINTS = -60;

function judgeId(line: OpenLine, row: OpenRow, ids: IdTrust): Part {
  const nothing = { points: 0, reason: '' };
  if (ids === 'renumbered' || line.externalId === null || row.externalId === null) return nothing;
  if (line.externalId === row.externalId) {
    return isWeak(line.externalId)
      ? nothing
      : { points: SAME_ID_POINTS, reason: "The bank's id is the same." };
  }
  // A posting may come under a new id; two posted rows of a source that keeps its ids do not.
  if (ids !== 'stable' || isWeak(line.externalId) || line.isPending || row.isPending) return nothing;
  return { points: OTHER_ID_POINTS, reason: "The bank's ids differ, and this bank keeps them." };
}

/**
 * A short number may be a counter that begins anew in each file (which agrees with the content where both files begin
 * alike), also behind a word ("row-2"); a word ("TRANSFER") is a constant, and a day (20260105) that of many rows.
 */
function isWeak(id: string): boolean {
  const digits = id.replace(/\D/g, '').length;
  return (
    /^\d{1,6}$/.test(id) ||
    digits === 0 ||
    (digits < 3 && id.length < 8) ||
    /^20\d\d-?[01]\d-?[0-3]\d$/.test(id)
  );
}

function bestLikeness(line: OpenLine, row: OpenRow, mayNameMore: boolean): number | null {
  let best: number | null = null;
  for (const one of line.texts) {
    for (const other of row.texts) {
      const likeness = textLikeness(one, other, mayNameMore);
      if (likeness !== null && (best === null || likeness > best)) best = likeness;
    }
  }
  return best;
}
