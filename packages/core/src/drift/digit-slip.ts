/** How one amount becomes another when it is typed; most likely first. */
export type DigitSlip = 'decimal' | 'neighbours' | 'swap' | 'digit';

/**
 * The slip of the hand that turns one amount into the other, in minor units: the decimal mark moved by one to three
 * places, two neighbouring digits swapped, two others swapped, or one digit typed wrong. Null when none explains it;
 * signs have to be equal.
 */
export function digitSlip(typedMinor: bigint, meantMinor: bigint): DigitSlip | null {
  if (typedMinor === meantMinor || typedMinor < 0n !== meantMinor < 0n) return null;
  const typed = magnitude(typedMinor);
  const meant = magnitude(meantMinor);
  if (typed === 0n || meant === 0n) return null;
  if (isDecimalSlip(typed, meant)) return 'decimal';
  return comparePlaces(typed.toString(), meant.toString());
}

/** Every amount whose decimal slip explains a difference between what was meant and what was typed. */
export function decimalSlipsOf(differenceMinor: bigint): bigint[] {
  return SHIFTS.flatMap((shift) => {
    const factor = shift - 1n;
    if (differenceMinor % factor !== 0n) return [];
    const smaller = differenceMinor / factor;
    // Typed too small: meant = typed * shift. Typed too large: typed = meant * shift.
    return [smaller, -smaller * shift];
  });
}

const SHIFTS = [10n, 100n, 1000n];

function isDecimalSlip(left: bigint, right: bigint): boolean {
  return SHIFTS.some((shift) => left * shift === right || right * shift === left);
}

function comparePlaces(typed: string, meant: string): DigitSlip | null {
  const width = Math.max(typed.length, meant.length);
  const left = typed.padStart(width, '0');
  const right = meant.padStart(width, '0');
  const different = [...left].flatMap((digit, place) => (digit === right[place] ? [] : [place]));
  const [first, second] = different;
  if (first === undefined) return null;
  // A digit too many or too few is no slip of one digit.
  if (second === undefined) return typed.length === meant.length ? 'digit' : null;
  if (different.length > 2 || left[first] !== right[second] || left[second] !== right[first]) return null;
  return second === first + 1 ? 'neighbours' : 'swap';
}

function magnitude(minor: bigint): bigint {
  return minor < 0n ? -minor : minor;
}
