import { type Currency, formatMinor } from '../money/index.ts';
import type { FileNote, StatementEntry } from './bank-statement.ts';
import { readSwiftAmount } from './mt940-entry.ts';
import type { SwiftMessage } from './mt940-fields.ts';

const TOTAL = /^(\d{1,5})([A-Z]{3})([\d.,]{1,24})\s*$/;

/** Compares the number and the sum of debits (90D) and credits (90C), which MT942 has in place of balances. */
export function checkTotals(
  message: SwiftMessage,
  entries: readonly StatementEntry[],
  currency: Currency,
): FileNote[] {
  return message.fields.flatMap(({ tag, line, lines }) => {
    const match = tag === '90D' || tag === '90C' ? TOTAL.exec(lines[0] ?? '') : null;
    const stated = match ? readSwiftAmount(match[3] ?? '', currency) : null;
    if (!match || match[2] !== currency || !stated?.ok) return [];
    const amounts = entries.flatMap(({ reading }) => (reading.ok ? [reading.row.amountMinor] : []));
    const counted = amounts.filter((minor) => (tag === '90D' ? minor < 0n : minor > 0n));
    const total = counted.reduce((sum, minor) => sum + (minor < 0n ? -minor : minor), 0n);
    if (counted.length === Number(match[1]) && total === stated.minor) return [];
    const kind = tag === '90D' ? 'debits' : 'credits';
    return [
      {
        subject: `totals in line ${line}`,
        guess: 'Entries are missing or doubled',
        confidence: 0.5,
        evidence: `Line ${line}: the bank states ${Number(match[1])} ${kind} of ${formatMinor(stated.minor, currency)}, and there are ${counted.length} of ${formatMinor(total, currency)}.`,
      },
    ];
  });
}
