'use client';

import { type FormEvent, useId } from 'react';
import { Amount } from '@/components/amount.tsx';
import { Button } from '@/components/button.tsx';
import { Day } from '@/components/day.tsx';
import { Dialog } from '@/components/dialog.tsx';
import styles from './conflict-dialog.module.css';
import type { ListedTransaction } from './listed-transaction.ts';
import type { TransactionEntry } from './read-entry.ts';
import type { Conflict } from './transaction-changes.ts';

/** Fields that both may have changed; what belongs together is chosen together. */
const FIELDS = [
  { name: 'date', label: 'Date', keys: ['date'] },
  { name: 'payee', label: 'Payee', keys: ['payeeName'] },
  { name: 'category', label: 'Category', keys: ['categoryId', 'categoryName', 'categoryColor'] },
  {
    name: 'amount',
    label: 'Amount',
    keys: ['amount', 'currency', 'accountId', 'accountName', 'type', 'isRefund'],
  },
  { name: 'description', label: 'Description', keys: ['description'] },
  { name: 'notes', label: 'Notes', keys: ['notes'] },
  { name: 'status', label: 'Status', keys: ['status'] },
] as const satisfies readonly { name: string; label: string; keys: readonly (keyof ListedTransaction)[] }[];

type Field = (typeof FIELDS)[number];

export interface ConflictDialogProps {
  conflict: Conflict;
  onSave: (row: ListedTransaction, entry: TransactionEntry) => void;
  onClose: () => void;
}

/** Shows the row as somebody else has saved it beside one's own changes, to choose field by field. */
export function ConflictDialog({ conflict: { mine, theirs }, onSave, onClose }: ConflictDialogProps) {
  const group = useId();
  const different = FIELDS.filter(({ keys }) => keys.some((key) => mine[key] !== theirs[key]));

  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const chosen = different.filter(({ name }) => form.get(`${group} ${name}`) === 'mine');
    onSave(theirs, entryOf(chosen.reduce((row, field) => takeField(row, mine, field), theirs)));
  }

  return (
    <Dialog
      isOpen
      alert
      wide
      title="Somebody changed this row meanwhile"
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <form className={styles.form} onSubmit={onSubmit}>
        <p>Choose what to keep. Nothing of yours has been saved yet.</p>
        {different.map((field) => (
          <fieldset key={field.name} className={styles.field}>
            <legend>{field.label}</legend>
            <Choice name={`${group} ${field.name}`} value="mine" title="Yours" row={mine} field={field} />
            <Choice
              name={`${group} ${field.name}`}
              value="theirs"
              title="As it is now"
              row={theirs}
              field={field}
            />
          </fieldset>
        ))}
        <div className={styles.actions}>
          <Button onPress={onClose}>Leave it as it is now</Button>
          <Button type="submit" look="primary">
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface ChoiceProps {
  name: string;
  value: 'mine' | 'theirs';
  title: string;
  row: ListedTransaction;
  field: Field;
}

function Choice({ name, value, title, row, field }: ChoiceProps) {
  return (
    <label className={styles.choice}>
      <input type="radio" name={name} value={value} defaultChecked={value === 'mine'} />
      <span>
        <span className={styles.whose}>{title}</span>
        <FieldValue row={row} name={field.name} />
      </span>
    </label>
  );
}

function FieldValue({ row, name }: { row: ListedTransaction; name: Field['name'] }) {
  switch (name) {
    case 'date':
      return <Day date={row.date} format="full" />;
    case 'amount':
      return (
        <>
          <Amount value={row.amount} currency={row.currency} /> in {row.accountName}
        </>
      );
    case 'payee':
      return row.payeeName ?? 'No payee';
    case 'category':
      return row.categoryName ?? 'No category';
    case 'description':
      return row.description === '' ? 'Empty' : row.description;
    case 'notes':
      return row.notes ?? 'Empty';
    case 'status':
      return row.status;
  }
}

function takeField(row: ListedTransaction, from: ListedTransaction, { keys }: Field): ListedTransaction {
  const values = keys.map((key): [string, unknown] => [key, from[key]]);
  return Object.assign({ ...row }, Object.fromEntries(values));
}

function entryOf(row: ListedTransaction): TransactionEntry {
  const { accountId, date, amount, payeeName, categoryId, description, notes, status, type, isRefund } = row;
  const entry = { accountId, date, amount, payeeName, categoryId, description, notes, status };
  return type === 'transfer' ? entry : { ...entry, type, isRefund };
}
