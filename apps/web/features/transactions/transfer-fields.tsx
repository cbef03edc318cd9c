'use client';

import type { RelatedRow } from '@fintrack/contract';
import { impliedRate } from '@fintrack/core/ledger';
import { AmountFormatError, evaluateAmount, isCurrency, type Money } from '@fintrack/core/money';
import { formatRate } from '@fintrack/core/rates';
import { useEffect, useRef, useState } from 'react';
import { useFormat } from '@/components/format-provider.tsx';
import { MoneyField } from '@/components/money-field.tsx';
import { NativeSelect } from '@/components/native-select.tsx';
import type { FormProblem } from '@/lib/form-action.ts';
import { decimalMark } from '@/lib/notation.ts';
import { accountOptions, type EntryLists } from './entry-lists.ts';
import styles from './transaction-form.module.css';

export interface TransferFieldsProps {
  lists: EntryLists;
  problem: FormProblem | null;
  errorOf: (name: string) => string | undefined;
}

/** Makes a new row a transfer: where it goes, what arrives there in another currency, and what it costs. */
export function TransferFields({ lists, problem, errorOf }: TransferFieldsProps) {
  const typed = problem?.values ?? {};
  const [to, setTo] = useState(typed['transferAccountId'] ?? '');
  const currency = lists.accounts.find(({ id }) => id === to)?.currency;
  return (
    <>
      <NativeSelect
        label="Transfer to"
        name="transferAccountId"
        optional
        placeholder="Not a transfer"
        options={accountOptions(lists.accounts)}
        defaultValue={to}
        onChange={(event) => setTo(event.target.value)}
        error={errorOf('transferAccountId')}
      />
      <MoneyField
        key={currency}
        label="What arrives there"
        name="transferAmount"
        optional
        currency={currency}
        description="Only for a transfer between two currencies"
        defaultValue={typed['transferAmount'] ?? ''}
        error={errorOf('transferAmount')}
      />
      <MoneyField
        label="Transfer fee"
        name="transferFee"
        optional
        description="Booked as an expense of the paying account"
        defaultValue={typed['transferFee'] ?? ''}
        error={errorOf('transferFee') ?? errorOf('transferFee.amount')}
      />
      <ImpliedRate lists={lists} to={currency} />
    </>
  );
}

/** What the other leg of a transfer across currencies booked, beside the own amount. */
export function OtherAmountField({
  otherLeg,
  lists,
  problem,
  errorOf,
}: TransferFieldsProps & { otherLeg: RelatedRow }) {
  return (
    <>
      <MoneyField
        label={`In ${otherLeg.accountName}`}
        name="transferAmount"
        currency={otherLeg.currency}
        defaultValue={problem?.values['transferAmount'] ?? otherLeg.amount.replace('-', '')}
        error={errorOf('transferAmount')}
      />
      <ImpliedRate lists={lists} to={otherLeg.currency} />
    </>
  );
}

/** The rate that the two amounts of the form around it imply, while they are typed. */
function ImpliedRate({ lists, to }: { lists: EntryLists; to: string | undefined }) {
  const { locale } = useFormat();
  const place = useRef<HTMLParagraphElement>(null);
  const [text, setText] = useState('');

  useEffect(() => {
    const form = place.current?.closest('form');
    if (!form) return undefined;
    const update = () => setText(rateText(new FormData(form), { lists, to, locale }));
    update();
    form.addEventListener('input', update);
    return () => form.removeEventListener('input', update);
  }, [lists, to, locale]);

  return (
    <p ref={place} role="status" className={styles.rate}>
      {text}
    </p>
  );
}

interface RateContext {
  readonly lists: EntryLists;
  readonly to: string | undefined;
  readonly locale: string;
}

function rateText(form: FormData, { lists, to, locale }: RateContext): string {
  const from = lists.accounts.find(({ id }) => id === form.get('accountId'))?.currency;
  if (from === undefined || to === undefined || from === to) return '';
  const own = readMoney(form.get('amount'), from, locale);
  const other = readMoney(form.get('transferAmount'), to, locale);
  const rate = own && other ? impliedRate(own, other) : null;
  return rate === null ? '' : `1 ${from} = ${formatRate(rate)} ${to}`;
}

function readMoney(text: unknown, currency: string, locale: string): Money | null {
  if (typeof text !== 'string' || text.trim() === '' || !isCurrency(currency)) return null;
  try {
    return evaluateAmount(text, currency, decimalMark(locale));
  } catch (error) {
    if (error instanceof AmountFormatError) return null;
    throw error;
  }
}
