import { Amount } from '@/components/amount.tsx';

export interface RowAmountProps {
  /** Of a line that could be read. */
  amount: string | null;
  currency: string | null;
}

/** The amount of a line of a file. */
export function RowAmount({ amount, currency }: RowAmountProps) {
  if (amount === null) return null;
  return <Amount value={amount} tone="flow" {...(currency === null ? {} : { currency })} />;
}
