import { Amount } from '@/components/amount.tsx';

export interface AmountRangeProps {
  expected: string;
  low: string;
  high: string;
  currency: string;
}

/** What is expected: one amount, or about so much with the range. */
export function AmountRange({ expected, low, high, currency }: AmountRangeProps) {
  if (low === high) return <Amount value={expected} currency={currency} tone="flow" />;
  return (
    <>
      about <Amount value={expected} currency={currency} tone="flow" />
    </>
  );
}

/** The range in words, where there is one. */
export function RangeNote({ low, high, currency }: Omit<AmountRangeProps, 'expected'>) {
  if (low === high) return null;
  return (
    <>
      <Amount value={low} currency={currency} tone="muted" /> to{' '}
      <Amount value={high} currency={currency} tone="muted" />
    </>
  );
}
