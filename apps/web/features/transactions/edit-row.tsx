'use client';

import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Button } from '@/components/button.tsx';
import { useFormat } from '@/components/format-provider.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { NativeSelect } from '@/components/native-select.tsx';
import { TextField } from '@/components/text-field.tsx';
import { focusField } from './add-line.tsx';
import styles from './edit-row.module.css';
import { EntryFields } from './entry-fields.tsx';
import type { EntryLists } from './entry-lists.ts';
import { type ListedTransaction, rowTitle } from './listed-transaction.ts';
import { readEntry, type TransactionEntry } from './read-entry.ts';

export const STATUS_OPTIONS = [
  { value: 'pending', label: 'Pending' },
  { value: 'cleared', label: 'Cleared' },
  { value: 'reconciled', label: 'Reconciled' },
];

export interface EditRowProps {
  row: ListedTransaction;
  lists: EntryLists;
  onSave: (row: ListedTransaction, entry: TransactionEntry) => void;
  onDelete: (row: ListedTransaction) => void;
  onClose: () => void;
}

/** A row that is open in its place: Enter saves, Escape leaves it as it was. */
export function EditRow({ row: current, lists, onSave, onDelete, onClose }: EditRowProps) {
  // The fields show the row as it was opened: against that it is told what was changed here and what elsewhere.
  const [row] = useState(current);
  const { locale } = useFormat();
  const form = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const isTransfer = row.type === 'transfer';
  /** A split keeps its type, as a transfer does. */
  const keepsType = isTransfer || row.isSplit;
  useEffect(() => focusField(form.current, 'payee'), []);

  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const reading = readEntry(new FormData(event.currentTarget), {
      ...lists,
      locale,
      isTransfer: keepsType,
    });
    if (reading.entry !== null) return onSave(row, reading.entry);
    setErrors(reading.fieldErrors);
    focusField(event.currentTarget, Object.keys(reading.fieldErrors)[0] ?? 'payee');
  }

  function onKeyDown(event: KeyboardEvent<HTMLFormElement>): void {
    const isListOpen =
      event.target instanceof Element && event.target.getAttribute('aria-expanded') === 'true';
    if (event.key === 'Escape' && !isListOpen) onClose();
  }

  return (
    <form
      ref={form}
      className={styles.edit}
      aria-label={`Edit ${rowTitle(row)}`}
      noValidate
      onSubmit={onSubmit}
      onKeyDown={onKeyDown}
    >
      <EntryFields
        layout="line"
        lists={lists}
        errorOf={(name) => errors[name]}
        defaults={{
          date: row.date,
          payeeName: row.payeeName ?? '',
          categoryId: row.categoryId,
          amount: row.amount,
          accountId: row.accountId,
          isTransfer,
        }}
      />
      <div className={styles.description}>
        <TextField
          label="Description"
          name="description"
          hideLabel
          placeholder="Description"
          defaultValue={row.description}
        />
      </div>
      <div className={styles.notes}>
        <TextField label="Notes" name="notes" hideLabel placeholder="Notes" defaultValue={row.notes ?? ''} />
      </div>
      <div className={styles.status}>
        <NativeSelect
          label="Status"
          name="status"
          hideLabel
          options={STATUS_OPTIONS}
          defaultValue={row.status}
        />
      </div>
      <div className={styles.actions}>
        <Button look="danger" onPress={() => onDelete(row)}>
          Delete
        </Button>
        <LinkButton href={`/transactions/${row.id}`} look="quiet">
          All fields
        </LinkButton>
        <span className={styles.space} />
        <Button look="quiet" onPress={onClose}>
          Cancel
        </Button>
        <Button type="submit" look="primary">
          Save
        </Button>
      </div>
    </form>
  );
}
