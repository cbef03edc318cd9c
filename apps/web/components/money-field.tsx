'use client';

import {
  AmountFormatError,
  evaluateAmount,
  formatAmount as formatDecimal,
  isCurrency,
} from '@fintrack/core/money';
import { type KeyboardEvent, useState } from 'react';
import { flushSync } from 'react-dom';
import { decimalMark } from '@/lib/notation.ts';
import { classNames } from './class-names.ts';
import styles from './field.module.css';
import { Field, type FieldProps } from './field.tsx';
import { useFormat } from './format-provider.tsx';

export interface MoneyFieldProps extends FieldProps {
  name: string;
  /** ISO 4217; the tenant's currency when left out. */
  currency?: string | undefined;
  /** A decimal string, as the API sends it. */
  defaultValue?: string | undefined;
  required?: boolean | undefined;
  autoFocus?: boolean | undefined;
  placeholder?: string | undefined;
  /** The exact decimal after the person leaves the field, or null when it is empty or not an amount. */
  onAmount?: ((decimal: string | null) => void) | undefined;
  onKeyDown?: ((event: KeyboardEvent<HTMLInputElement>) => void) | undefined;
}

/**
 * An amount that may be a sum: "12.50+3*2" becomes 18.50 on Enter or on leaving the field. Without JavaScript the
 * text is posted as typed, so the server reads it with evaluateAmount too.
 */
export function MoneyField({ name, required, autoFocus, placeholder, ...props }: MoneyFieldProps) {
  const settings = useFormat();
  const code = props.currency ?? settings.currency;
  const mark = decimalMark(settings.locale);
  const [text, setText] = useState(() => (props.defaultValue ?? '').replace('.', mark));
  const [problem, setProblem] = useState<string | undefined>(undefined);

  function settle(): void {
    const result = evaluate(text, code, mark);
    setProblem(result.problem);
    if (result.decimal !== null) setText(result.decimal.replace('.', mark));
    props.onAmount?.(result.decimal);
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    // The form reads the input right after this event: the result has to stand in it by then.
    if (event.key === 'Enter') flushSync(settle);
    props.onKeyDown?.(event);
  }

  return (
    <Field {...props} error={problem ?? props.error}>
      {(control) => (
        <span className={styles.control}>
          <input
            {...control}
            {...{ name, required, autoFocus, placeholder, onKeyDown }}
            className={classNames(styles.figure)}
            type="text"
            inputMode="decimal"
            autoComplete="off"
            value={text}
            onChange={(event) => setText(event.target.value)}
            onBlur={settle}
          />
          <span className={styles.affix}>{code}</span>
        </span>
      )}
    </Field>
  );
}

interface Evaluation {
  decimal: string | null;
  problem: string | undefined;
}

function evaluate(text: string, code: string, mark: '.' | ','): Evaluation {
  if (text.trim() === '' || !isCurrency(code)) return { decimal: null, problem: undefined };
  try {
    return { decimal: formatDecimal(evaluateAmount(text, code, mark)), problem: undefined };
  } catch (error) {
    if (error instanceof AmountFormatError) return { decimal: null, problem: error.message };
    throw error;
  }
}
