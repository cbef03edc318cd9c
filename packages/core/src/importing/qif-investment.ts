import { cleanText } from './clean-text.ts';
import { fieldText, type QifRecord } from './qif-records.ts';
import type { QifTarget } from './qif-values.ts';
import type { RowReading } from './statement-row.ts';

/** What an entry of an investment account does to the cash that the account holds. */
export type InvestmentEffect =
  | { readonly ok: true; readonly amountMinor: bigint; readonly description: string }
  | Extract<RowReading, { ok: false }>;

/**
 * Reads the action (N) of an entry under "!Type:Invst". QIF writes its amount (T) without a sign; what the action
 * does to the cash gives it. Source: Quicken's own QIF specification, "Investment account actions".
 * @param amountMinor the T line, as written.
 */
export function readInvestmentEffect(
  record: QifRecord,
  amountMinor: bigint,
  target: QifTarget,
): InvestmentEffect {
  const action = cleanText(fieldText(record, 'N'));
  const security = cleanText(fieldText(record, 'Y'));
  const description = [action, security].filter((part) => part !== '').join(' ');
  const name = action.toLowerCase();
  if (SHARES_ONLY.has(name)) return skip(`"${action}" moves shares only; the cash of the account stays.`);
  const throughOther =
    name.endsWith('x') && (CASH_OUT.has(name.slice(0, -1)) || CASH_IN.has(name.slice(0, -1)));
  if (throughOther && !TRANSFERS.has(name)) {
    const other = target.transferAccount ?? 'another account';
    return skip(`The money of "${action}" goes through ${other}; the cash of this account stays.`);
  }
  if (
    amountMinor === 0n &&
    (CASH_OUT.has(name) || CASH_IN.has(name) || TRANSFERS.has(name) || name === 'cash')
  )
    return { ok: false, kind: 'invalid', reason: 'The entry has no amount (T).' };
  // Programs that sign the amount all the same write what leaves with a minus.
  if (CASH_OUT.has(name) || name === 'withdrwx')
    return { ok: true, amountMinor: amountMinor > 0n ? -amountMinor : amountMinor, description };
  if (CASH_IN.has(name) || name === 'contribx' || name === 'cash' || name === '')
    return { ok: true, amountMinor, description };
  return { ok: false, kind: 'invalid', reason: `"${action}" is no action that QIF has.` };
}

const CASH_OUT: ReadonlySet<string> = new Set('buy cvrshrt miscexp margint xout withdrw'.split(' '));
const CASH_IN: ReadonlySet<string> = new Set(
  'sell shtsell div intinc cglong cgmid cgshort miscinc rtrncap xin contrib'.split(' '),
);
/** Despite their X these two are the cash that comes from and goes to another account. */
const TRANSFERS: ReadonlySet<string> = new Set(['contribx', 'withdrwx']);
const SHARES_ONLY: ReadonlySet<string> = new Set(
  'shrsin shrsout reinvdiv reinvint reinvlg reinvmd reinvsh stksplit grant vest exercise exercisx expire reminder'.split(
    ' ',
  ),
);

function skip(reason: string): InvestmentEffect {
  return { ok: false, kind: 'skip', reason };
}
