'use client';

import { signOf } from '@/lib/decimal-text.ts';
import { formatAmount } from '@/lib/format-amount.ts';
import styles from './amount.module.css';
import { classNames } from './class-names.ts';
import { useFormat } from './format-provider.tsx';
import { VisuallyHidden } from './visually-hidden.tsx';

export interface AmountProps {
  /** A decimal string, as the API sends it. */
  value: string;
  /** ISO 4217; the tenant's currency when left out. */
  currency?: string | undefined;
  /** `none` where the column or group names the currency once. */
  currencyDisplay?: 'symbol' | 'code' | 'none';
  sign?: 'auto' | 'always';
  /** `flow` colours money in; the sign always says it too. */
  tone?: 'plain' | 'flow' | 'muted' | 'danger';
  size?: 'body' | 'section' | 'figure';
}

const SPOKEN_SIGNS = { '\u2212': 'minus ', '+': 'plus ', '': '' } as const;

/** An amount in tabular figures, exact to the last digit: no float is involved. */
export function Amount({ value, tone = 'plain', size = 'body', ...format }: AmountProps) {
  const settings = useFormat();
  const currency = format.currency ?? settings.currency;
  const display = format.currencyDisplay ?? 'symbol';
  const text = formatAmount(value, {
    ...format,
    currency,
    currencyDisplay: display,
    locale: settings.locale,
  });
  return (
    // Browsers carry other versions of the locale data than Node: where they differ, the server's text stands.
    <span
      className={classNames(styles.amount, styles[tone], styles[size])}
      data-sign={signOf(value)}
      suppressHydrationWarning
    >
      {text.sign === '' ? null : (
        <>
          <span aria-hidden="true">{text.sign}</span>
          <VisuallyHidden>{SPOKEN_SIGNS[text.sign]}</VisuallyHidden>
        </>
      )}
      {text.body}
      {display === 'none' ? <VisuallyHidden> {currency}</VisuallyHidden> : null}
    </span>
  );
}
