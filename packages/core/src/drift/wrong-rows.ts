import { type DigitSlip, digitSlip } from './digit-slip.ts';
import type { BookRow } from './evidence.ts';
import { type Draft, type SearchCase, when } from './search-case.ts';
import { wrongDates } from './wrong-dates.ts';

/** Rows that the bank has otherwise: with another sign, amount, date or rate. */
export function wrongRows(search: SearchCase): Draft[] {
  return search.targets.flatMap((target) => [
    ...search.suspectRows.flatMap((row) =>
      search.budget.take()
        ? [...wrongSign(search, row, target), ...wrongAmount(search, row, target), ...wrongRate(row, target)]
        : [],
    ),
    ...wrongDates(search, target),
  ]);
}

function wrongSign(search: SearchCase, row: BookRow, target: bigint): Draft[] {
  if (row.isSplit || -2n * row.amountMinor !== target) return [];
  const line = search.match.lineOf.get(row.id);
  // The bank's own line says the same.
  if (line && line.amountMinor === row.amountMinor) return [];
  const ofLabel = others(search, row);
  const opposite = ofLabel.filter((other) => other.amountMinor < 0n !== row.amountMinor < 0n).length;
  return [
    {
      kind: 'wrong_sign',
      effectMinor: target,
      base: 58,
      points: [
        ...when(opposite * 2 > ofLabel.length, 14, 'Other rows with this text have the other sign.'),
        ...when(ofLabel.length > 0 && opposite === 0, -10),
        ...when(line?.amountMinor === -row.amountMinor, 30, "The bank's file has the other sign."),
        ...when(row.importId === null, 6, 'It was entered by hand.'),
        ...when(row.isTransfer, -8, 'It is a transfer: the other account changes, too.'),
      ],
      items: [{ source: 'row', row }],
      mend: { kind: 'flip_sign', rowId: row.id },
      date: row.date,
    },
  ];
}

const SLIP_BASE: Readonly<Record<DigitSlip, number>> = { decimal: 56, neighbours: 50, swap: 34, digit: 26 };
const SLIP_REASON: Readonly<Record<DigitSlip, string>> = {
  decimal: 'The decimal mark would have moved.',
  neighbours: 'Two neighbouring digits would have been swapped.',
  swap: 'Two digits would have been swapped.',
  digit: 'One digit would have been typed wrong.',
};

function wrongAmount(search: SearchCase, row: BookRow, target: bigint): Draft[] {
  if (row.isSplit) return [];
  const meant = row.amountMinor + target;
  const line = search.match.lineOf.get(row.id);
  if (line && line.amountMinor === row.amountMinor) return [];
  // Turned round it is a wrong sign.
  if (meant === -row.amountMinor) return [];
  const saysLine = line?.amountMinor === meant;
  const slip = digitSlip(row.amountMinor, meant);
  if (slip === null && !saysLine) return [];
  return [
    {
      kind: 'wrong_amount',
      effectMinor: target,
      base: slip === null ? 40 : SLIP_BASE[slip],
      points: [
        ...when(saysLine, 40, "The bank's file says so."),
        ...(slip === null ? [] : [{ score: 0, reason: SLIP_REASON[slip] }]),
        ...when(
          others(search, row).some((other) => other.amountMinor === meant),
          24,
          'Other rows with this text have that amount.',
        ),
        ...when(row.importId === null, 8, 'It was entered by hand.'),
        ...when(row.importId !== null && !saysLine, -20),
        ...when(row.isTransfer, -8, 'It is a transfer: the other account changes, too.'),
      ],
      items: [{ source: 'row', row }],
      mend: { kind: 'correct_amount', rowId: row.id, amountMinor: meant },
      date: row.date,
    },
  ];
}

function wrongRate(row: BookRow, target: bigint): Draft[] {
  const rate = row.atOtherRates?.find((other) => other.amountMinor === row.amountMinor + target);
  if (!rate || row.isSplit) return [];
  return [
    {
      kind: 'wrong_rate',
      effectMinor: target,
      base: 72,
      points: [{ score: 0, reason: `At ${rate.source} it would be that amount.` }],
      items: [{ source: 'row', row }],
      mend: { kind: 'correct_amount', rowId: row.id, amountMinor: rate.amountMinor },
      date: row.date,
    },
  ];
}

function others({ byLabel }: SearchCase, row: BookRow): readonly BookRow[] {
  return (byLabel.get(row.label) ?? []).filter((other) => other.id !== row.id);
}
