'use client';

import { isCalendarDate } from '@fintrack/core/dates';
import { useState } from 'react';
import { ComboBox } from '@/components/combo-box.tsx';
import { DateField } from '@/components/date-field.tsx';
import { NativeSelect } from '@/components/native-select.tsx';
import { signOf } from '@/lib/decimal-text.ts';
import styles from './entry-fields.module.css';
import { accountOptions, categoryOptions, type EntryLists } from './entry-lists.ts';
import { type Direction, typeOfDirection } from './read-entry.ts';
import { SignedAmount } from './signed-amount.tsx';
import { usePayeeOptions } from './use-payee-options.ts';

/** What the fields show at first. */
export interface EntryDefaults {
  readonly date: string;
  readonly payeeName: string;
  readonly categoryId: string | null;
  /** Signed decimal; empty for a new row. */
  readonly amount: string;
  readonly accountId: string;
  readonly isTransfer: boolean;
}

export interface EntryFieldsProps {
  lists: EntryLists;
  defaults: EntryDefaults;
  errorOf: (name: string) => string | undefined;
  /** `line`: labels for screen readers only, a category by typing; `page`: for a form that works without JavaScript. */
  layout: 'line' | 'page';
}

/** Date, payee, category, account and amount of a transaction. A payee brings its last category along. */
export function EntryFields({ lists, defaults, errorOf, layout }: EntryFieldsProps) {
  const [direction, setDirection] = useState<Direction>(signOf(defaults.amount) > 0 ? 'in' : 'out');
  const [categoryId, setCategoryId] = useState(defaults.categoryId);
  const [accountId, setAccountId] = useState(defaults.accountId);
  /** Counts the categories that came from a payee, which the field has to be drawn anew for. */
  const [suggestion, setSuggestion] = useState(0);
  const { payees, search } = usePayeeOptions(lists);
  const hideLabel = layout === 'line';
  const kind = lists.categories.find(({ id }) => id === categoryId)?.kind;
  const isNew = defaults.amount === '';

  function chooseCategory(id: string | null): void {
    setCategoryId(id);
    const chosen = lists.categories.find((category) => category.id === id);
    if (isNew && chosen !== undefined) setDirection(chosen.kind === 'income' ? 'in' : 'out');
  }

  function choosePayee(id: string | null): void {
    const payee = payees.find((known) => known.id === id);
    const usual = payee?.lastCategoryId ?? payee?.defaultCategoryId ?? null;
    if (usual === null || categoryId !== null) return;
    chooseCategory(usual);
    setSuggestion((count) => count + 1);
  }

  return (
    <>
      <div className={styles.date} data-field="date">
        <DateField
          label="Date"
          name="date"
          required
          hideLabel={hideLabel}
          error={errorOf('date')}
          {...(isCalendarDate(defaults.date) ? { defaultValue: defaults.date } : {})}
        />
      </div>
      <div className={styles.payee} data-field="payee">
        <ComboBox
          label="Payee"
          name="payeeName"
          formValue="text"
          allowsCustomValue
          hideLabel={hideLabel}
          placeholder="Payee"
          options={payees.map(({ id, name }) => ({ value: id, label: name }))}
          defaultInputValue={defaults.payeeName}
          onValue={choosePayee}
          onText={search}
          {...withError(errorOf('payeeName'))}
        />
      </div>
      <div className={styles.category} data-field="category">
        {layout === 'page' ? (
          <NativeSelect
            key={suggestion}
            label="Category"
            name="categoryId"
            placeholder="No category"
            options={categoryOptions(lists.categories)}
            defaultValue={categoryId ?? ''}
            onChange={(event) => chooseCategory(event.target.value === '' ? null : event.target.value)}
            error={errorOf('categoryId')}
            disabled={defaults.isTransfer}
          />
        ) : (
          <ComboBox
            key={suggestion}
            label="Category"
            name="categoryId"
            formValue="key"
            hideLabel
            placeholder={defaults.isTransfer ? 'Transfer' : 'Category'}
            options={categoryOptions(lists.categories)}
            onValue={chooseCategory}
            {...(categoryId === null ? {} : { defaultValue: categoryId })}
            {...withError(errorOf('categoryId'))}
          />
        )}
      </div>
      <div className={styles.account} data-field="account">
        <NativeSelect
          label="Account"
          name="accountId"
          hideLabel={hideLabel}
          required
          options={accountOptions(lists.accounts, defaults.accountId)}
          defaultValue={defaults.accountId}
          onChange={(event) => setAccountId(event.target.value)}
          error={errorOf('accountId')}
        />
      </div>
      <div className={styles.amount} data-field="amount">
        <SignedAmount
          direction={direction}
          onDirection={setDirection}
          currency={lists.accounts.find(({ id }) => id === accountId)?.currency}
          defaultValue={defaults.amount.replace('-', '')}
          hideLabel={hideLabel}
          error={errorOf('amount')}
        />
      </div>
      {defaults.isTransfer ? null : <RefundHint direction={direction} kind={kind} />}
    </>
  );
}

function RefundHint({ direction, kind }: { direction: Direction; kind: 'income' | 'expense' | undefined }) {
  if (!typeOfDirection(direction, kind).isRefund) return null;
  return (
    <p className={styles.hint} role="status">
      {direction === 'in'
        ? 'Money in on an expense category: this is booked as a refund.'
        : 'Money out on an income category: this is booked as income paid back.'}
    </p>
  );
}

function withError(error: string | undefined): { error?: string } {
  return error === undefined ? {} : { error };
}
