import { type Currency, currencyExponent } from '../money/index.ts';
import { type DecimalMark, readDecimal } from './amount-text.ts';
import type { LayoutGuess, LayoutQuestion } from './csv-layout.ts';

/** The decimal mark, or the question that the file leaves open. */
export interface DecimalMarkFinding {
  readonly mark: DecimalMark | 'ask';
  readonly guess: LayoutGuess;
  readonly question: LayoutQuestion | null;
}

/**
 * Finds the decimal mark from the cells of the money columns.
 * @param currency decides "1,234" where it is known: a currency without three digits means a thousand.
 */
export function detectDecimalMark(values: readonly string[], currency: Currency | null): DecimalMarkFinding {
  let point = 0;
  let comma = 0;
  const unclear: string[] = [];
  let example = '';
  for (const value of values) {
    const asPoint = readDecimal(value, '.');
    const asComma = readDecimal(value, ',');
    if (asPoint.ok && !asComma.ok) point += 1;
    else if (asComma.ok && !asPoint.ok) comma += 1;
    else if (asPoint.ok && asComma.ok && asPoint.scale !== asComma.scale) unclear.push(value);
    if (asPoint.ok !== asComma.ok && example === '') example = value;
  }
  if (point + comma === 0) return decideUnclear(unclear, currency);
  const mark = point >= comma ? '.' : ',';
  const agreeing = Math.max(point, comma);
  const evidence = `${agreeing} of ${point + comma} telling amounts need a decimal ${mark === '.' ? 'point' : 'comma'} (${example}).`;
  return found(mark, agreeing === point + comma ? 0.98 : 0.6, evidence);
}

function decideUnclear(unclear: readonly string[], currency: Currency | null): DecimalMarkFinding {
  const [example] = unclear;
  if (example === undefined) return found('.', 0.9, 'No amount has decimals, so the mark does not matter.');
  const grouping: DecimalMark = example.includes(',') ? '.' : ',';
  if (currency !== null && currencyExponent(currency) < 3) {
    return found(
      grouping,
      0.8,
      `${currency} has no three digits after the mark, so ${example} is more than a thousand.`,
    );
  }
  return {
    mark: 'ask',
    guess: { field: 'decimalMark', confidence: 0, evidence: `${example} can be a thousand or a decimal.` },
    question: {
      field: 'decimalMark',
      ask: true,
      text: `Which mark stands before the decimals? ${example} can be read in two ways.`,
      options: [
        { value: '.', label: 'Point: 1,234.56' },
        { value: ',', label: 'Comma: 1.234,56' },
      ],
      suggested: grouping,
    },
  };
}

function found(mark: DecimalMark, confidence: number, evidence: string): DecimalMarkFinding {
  return { mark, guess: { field: 'decimalMark', confidence, evidence }, question: null };
}
