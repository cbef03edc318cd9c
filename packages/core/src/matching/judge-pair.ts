/** Why two amounts can be those of one transfer. */
export type Evidence =
  | { readonly kind: 'opposite' }
  | { readonly kind: 'original' }
  | {
      /** The known rate of the day, or what earlier transfers got. */
      readonly kind: 'rate' | 'usualRate';
      /** How far the amount that arrived is from what the rate gives, in thousandths. */
      readonly offPermille: number;
      readonly tolerancePercent: number;
    };

/** What the judgement looks at in a row. */
interface JudgedRow {
  readonly accountName: string;
  readonly text: string;
  readonly isTransfer: boolean;
}

export interface JudgedPair {
  readonly paid: JudgedRow;
  readonly received: JudgedRow;
  /** Days from the paying row to the receiving one. */
  readonly daysLater: number;
  readonly evidence: Evidence;
  /** Another row would fit one of the two as well. */
  readonly isContested: boolean;
}

export interface Verdict {
  /** 0 to 100. */
  readonly score: number;
  readonly reasons: readonly string[];
}

/** Points of the amounts; those of a rate shrink with the distance from it. */
const AMOUNT_POINTS = { opposite: 60, original: 60, rate: 55, usualRate: 45 } as const;
const RATE_SPREAD_POINTS = 15;
const SAME_DAY_POINTS = 20;
const POINTS_A_DAY = 4;
const NAME_POINTS = 10;
const WORD_POINTS = 5;
const SAID_POINTS = 5;
const CONTESTED_POINTS = -10;

/** Points for everything that speaks for a pair, with the reason for each in words. */
export function judgePair({ paid, received, daysLater, evidence, isContested }: JudgedPair): Verdict {
  const texts = [paid.text, received.text].map((text) => text.toLowerCase());
  const namesOther = mentions(texts[0], received.accountName) || mentions(texts[1], paid.accountName);
  const parts = [
    judgeAmounts(evidence),
    judgeDays(daysLater),
    namesOther && { points: NAME_POINTS, reason: 'The text names the other account.' },
    texts.some((text) => TRANSFER_WORDS.test(text)) && {
      points: WORD_POINTS,
      reason: 'The text speaks of a transfer.',
    },
    (paid.isTransfer || received.isTransfer) && {
      points: SAID_POINTS,
      reason: 'It is marked as a transfer and has no other row.',
    },
    isContested && { points: CONTESTED_POINTS, reason: 'Other rows would fit, too.' },
  ].filter((part) => part !== false);
  const score = parts.reduce((sum, { points }) => sum + points, 0);
  return { score: Math.max(0, Math.min(100, score)), reasons: parts.map(({ reason }) => reason) };
}

interface Part {
  readonly points: number;
  readonly reason: string;
}

function judgeAmounts(evidence: Evidence): Part {
  if (evidence.kind === 'opposite') {
    return { points: AMOUNT_POINTS.opposite, reason: 'What left is what arrived.' };
  }
  if (evidence.kind === 'original') {
    return { points: AMOUNT_POINTS.original, reason: "The amount in the other row's currency is the same." };
  }
  const { kind, offPermille, tolerancePercent } = evidence;
  const off = Math.abs(offPermille);
  const lost = Math.round((RATE_SPREAD_POINTS * off) / (tolerancePercent * 10));
  const rate = kind === 'rate' ? 'the exchange rate of that day' : 'what earlier transfers between them got';
  return {
    points: AMOUNT_POINTS[kind] - lost,
    reason:
      off === 0
        ? `The amounts agree with ${rate}.`
        : `What arrived is ${Math.floor(off / 10)}.${off % 10} % ${offPermille < 0 ? 'below' : 'above'} ${rate}.`,
  };
}

function judgeDays(days: number): Part {
  const apart = Math.abs(days);
  const points = Math.max(0, SAME_DAY_POINTS - POINTS_A_DAY * apart);
  if (apart === 0) return { points, reason: 'Both are of the same day.' };
  const count = apart === 1 ? 'a day' : `${apart} days`;
  // Banks do book arrivals first, but seldom.
  if (days < 0) return { points: Math.max(0, points - 2), reason: `It arrived ${count} before it left.` };
  return { points, reason: `It arrived ${count} later.` };
}

const SHORTEST_NAME = 3;

function mentions(text: string | undefined, accountName: string): boolean {
  const name = accountName.trim().toLowerCase();
  return name.length >= SHORTEST_NAME && text !== undefined && text.includes(name);
}

/** A transfer in the languages of the banks that people import from. */
const TRANSFER_WORDS =
  /(?<!\p{L})(transfer|transfert|überweisung|ueberweisung|umbuchung|übertrag|virement|bonifico|giroconto|transferencia|traspaso|transferência|overboeking|overschrijving|przelew|överföring|overførsel|überträge)(?!\p{L})/u;
