'use client';

import type { RelatedRow } from '@fintrack/contract';
import { impliedRate } from '@fintrack/core/ledger';
import { AmountFormatError, evaluateAmount, isCurrency, type Money } from '@fintrack/core/money';
import { formatRate } from '@fintrack/core/rates';
import { type RefObject, useEffect, useRef, useState } from 'react';
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
  const { place, from, rate } = useExchange(lists, currency);
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
        label="What arrives there"
        name="transferAmount"
        optional
        currency={currency ?? from}
        description="Only for a transfer between two currencies"
        defaultValue={typed['transferAmount'] ?? ''}
        error={errorOf('transferAmount')}
      />
      <MoneyField
        label="Transfer fee"
        name="transferFee"
        optional
        currency={from}
        description="Booked as an expense of the paying account"
        defaultValue={typed['transferFee'] ?? ''}
        error={errorOf('transferFee') ?? errorOf('transferFee.amount')}
      />
      <p ref={place} role="status" className={styles.rate}>
        {rate}
      </p>
    </>
  );
}

export interface OtherAmountFieldProps extends TransferFieldsProps {
  otherLeg: RelatedRow;
}

/** What the other leg of a transfer across currencies booked, beside the own amount. */
export function OtherAmountField({ otherLeg, lists, problem, errorOf }: OtherAmountFieldProps) {
  const { place, rate } = useExchange(lists, otherLeg.currency);
  return (
    <>
      <MoneyField
        label={`In ${otherLeg.accountName}`}
        name="transferAmount"
        currency={otherLeg.currency}
        defaultValue={problem?.values['transferAmount'] ?? otherLeg.amount.replace('-', '')}
        error={errorOf('transferAmount')}
      />
      <p ref={place} role="status" className={styles.rate}>
        {rate}
      </p>
    </>
  );
}

interface Exchange {
  /** Stands somewhere in the form that is watched. */
  readonly place: RefObject<HTMLParagraphElement | null>;
  /** Currency of the account that the form names. */
  readonly from: string | undefined;
  /** The rate that the two amounts imply; empty without two currencies and two amounts. */
  readonly rate: string;
}

/** Watches the form around it while its account and its two amounts are typed. */
function useExchange(lists: EntryLists, to: string | undefined): Exchange {
  const { locale } = useFormat();
  const place = useRef<HTMLParagraphElement>(null);
  const [from, setFrom] = useState<string | undefined>(undefined);
  const [rate, setRate] = useState('');

  useEffect(() => {
    const form = place.current?.closest('form');
    if (!form) return undefined;
    const update = () => {
      const data = new FormData(form);
      const own = lists.accounts.find(({ id }) => id === data.get('accountId'))?.currency;
      setFrom(own);
      setRate(rateText(data, { from: own, to, locale }));
    };
    // React hears of what was typed after the form does: drawing anew before that would put the old text back.
    let waiting = 0;
    const onInput = () => {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(update);
    };
    update();
    form.addEventListener('input', onInput);
    return () => {
      window.clearTimeout(waiting);
      form.removeEventListener('input', onInput);
    };
  }, [lists, to, locale]);

  return { place, from, rate };
}

interface RateContext {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly locale: string;
}

function rateText(form: FormData, { from, to, locale }: RateContext): string {
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
