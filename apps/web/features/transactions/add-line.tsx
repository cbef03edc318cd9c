'use client';

import { type FormEvent, useRef, useState } from 'react';
import { Button } from '@/components/button.tsx';
import { useFormat } from '@/components/format-provider.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { useHydrated } from '@/lib/use-hydrated.ts';
import styles from './add-line.module.css';
import { type EntryDefaults, EntryFields } from './entry-fields.tsx';
import type { EntryLists } from './entry-lists.ts';
import { readEntry, type TransactionEntry } from './read-entry.ts';

export interface AddLineProps {
  lists: EntryLists;
  /** The account of the list, or the one that was used last. */
  accountId: string;
  /** Books the entry; the reason in words when it was refused. */
  onAdd: (entry: TransactionEntry) => Promise<string | null>;
}

/** A line that is ready to type: Enter books it and leaves an empty one with the same date and account. */
export function AddLine({ lists, accountId, onAdd }: AddLineProps) {
  const { today, locale } = useFormat();
  const form = useRef<HTMLFormElement>(null);
  const [round, setRound] = useState(0);
  const [defaults, setDefaults] = useState<EntryDefaults>({
    date: today,
    payeeName: '',
    categoryId: null,
    amount: '',
    accountId,
    isTransfer: false,
  });
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});

  function show(next: EntryDefaults, nextErrors: Readonly<Record<string, string>>): void {
    setDefaults(next);
    setErrors(nextErrors);
    setRound((count) => count + 1);
    requestAnimationFrame(() => focusField(form.current, 'payee'));
  }

  async function book(entry: TransactionEntry): Promise<void> {
    show({ ...defaults, date: entry.date, accountId: entry.accountId }, {});
    const problem = await onAdd(entry);
    if (problem === null) return;
    const { date, categoryId, amount, accountId: account } = entry;
    const typed = { date, categoryId, amount, accountId: account, payeeName: entry.payeeName ?? '' };
    show({ ...typed, isTransfer: false }, { amount: problem });
  }

  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const reading = readEntry(new FormData(event.currentTarget), { ...lists, locale });
    setErrors(reading.fieldErrors ?? {});
    if (reading.entry !== null) void book(reading.entry);
    else focusField(event.currentTarget, Object.keys(reading.fieldErrors)[0] ?? 'payee');
  }

  if (!useHydrated()) {
    return (
      <div className={styles.place}>
        <LinkButton href={`/transactions/new?accountId=${accountId}`}>Add a transaction</LinkButton>
      </div>
    );
  }
  return (
    <form
      ref={form}
      className={styles.line}
      aria-label="New transaction"
      noValidate
      onSubmit={onSubmit}
      data-add-line
    >
      <EntryFields
        key={round}
        layout="line"
        lists={lists}
        defaults={defaults}
        errorOf={(name) => errors[name]}
      />
      <div className={styles.actions}>
        <Button type="submit" look="primary">
          Save
        </Button>
      </div>
    </form>
  );
}

/** Puts the cursor into a field of a transaction's form. */
export function focusField(form: HTMLFormElement | null, field: string): void {
  const name = field.replace(/Name$|Id$/u, '');
  const input = form?.querySelector<HTMLInputElement>(
    `[data-field="${name}"] :is(input:not([type="hidden"], [type="radio"]), select)`,
  );
  input?.focus();
  if (input instanceof HTMLInputElement) input.select();
}
