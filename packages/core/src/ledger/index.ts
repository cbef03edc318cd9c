export { type AccountLedger, type Anchor, balanceAt, type DailyTotal, pendingAt } from './balance-at.ts';
export {
  type BalancePoint,
  balanceHistory,
  countIntervalEnds,
  type HistoryInterval,
  intervalEnds,
} from './balance-history.ts';
export { type AnchorDrift, drifts } from './drifts.ts';
export { type BalanceExplanation, explainBalance } from './explain-balance.ts';
export { impliedRate } from './implied-rate.ts';
export {
  type ConvertedWorth,
  type Holding,
  isLiability,
  LIABILITY_TYPES,
  type NetWorth,
  netWorth,
  type UnconvertedWorth,
  type Worth,
} from './net-worth.ts';
export { type RunningRow, runningBalances } from './running-balances.ts';
export { isRefundPart, splitRemainder } from './splits.ts';
