'use client';

import { type FormEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { Amount } from '@/components/amount.tsx';
import { Button } from '@/components/button.tsx';
import { Day } from '@/components/day.tsx';
import { Dialog } from '@/components/dialog.tsx';
import { useFormat } from '@/components/format-provider.tsx';
import { nameFields, takeFields } from '@/lib/three-way-merge.ts';
import { type ChangedBy, type Conflict, nameOf } from './conflict.ts';
import styles from './conflict-dialog.module.css';
import type { EntryCategory } from './entry-lists.ts';
import type { ListedTransaction } from './listed-transaction.ts';
import { entryOf, type TransactionField } from './merge-transaction.ts';
import type { TransactionEntry } from './read-entry.ts';

export interface ConflictDialogProps {
  conflict: Conflict;
  categories: readonly EntryCategory[];
  onSave: (row: ListedTransaction, entry: TransactionEntry) => void;
  onClose: () => void;
}

/**
 * Asks about the fields that two people have changed: what each wrote stands side by side, and what it was before. All
 * other changes are kept. Arrow keys choose, Enter saves.
 */
export function ConflictDialog({ conflict, categories, onSave, onClose }: ConflictDialogProps) {
  const { versions, merge, changedBy } = conflict;
  const group = useId();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLInputElement>(':checked')?.focus(), []);

  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const chosen = merge.both.filter(({ name }) => given.get(`${group} ${name}`) === 'mine');
    onSave(versions.theirs, entryOf(takeFields(merge.merged, versions.mine, chosen), categories));
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
      <form ref={form} className={styles.form} onSubmit={onSubmit}>
        <p>
          You and <Who changedBy={changedBy} /> changed the same. Choose what to keep: nothing of yours has
          been saved yet.
        </p>
        {merge.both.map((field) => (
          <fieldset key={field.name} className={styles.field}>
            <legend>
              {field.label}
              <span className={styles.before}>
                {' '}
                Before: <FieldValue row={versions.base} field={field} />
              </span>
            </legend>
            <Choice name={`${group} ${field.name}`} value="mine" title="Yours">
              <FieldValue row={versions.mine} field={field} />
            </Choice>
            <Choice name={`${group} ${field.name}`} value="theirs" title="As it is now">
              <FieldValue row={versions.theirs} field={field} />
            </Choice>
          </fieldset>
        ))}
        <OtherChanges mine={merge.mine} theirs={merge.theirs} />
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

function Who({ changedBy }: { changedBy: ChangedBy | null }) {
  const { locale } = useFormat();
  if (changedBy === null) return 'somebody';
  const time = new Date(changedBy.at).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' });
  return (
    <>
      {nameOf(changedBy)} (at <time dateTime={changedBy.at}>{time}</time>)
    </>
  );
}

interface ChoiceProps {
  name: string;
  value: 'mine' | 'theirs';
  title: string;
  children: ReactNode;
}

function Choice({ name, value, title, children }: ChoiceProps) {
  return (
    <label className={styles.choice}>
      <input type="radio" name={name} value={value} defaultChecked={value === 'mine'} />
      <span>
        <span className={styles.whose}>{title}</span>
        {children}
      </span>
    </label>
  );
}

interface OtherChangesProps {
  mine: readonly TransactionField[];
  theirs: readonly TransactionField[];
}

/** What needs no choice. */
function OtherChanges({ mine, theirs }: OtherChangesProps) {
  const parts = [
    ...(mine.length === 0 ? [] : [`yours of ${nameFields(mine)}`]),
    ...(theirs.length === 0 ? [] : [`theirs of ${nameFields(theirs)}`]),
  ];
  if (parts.length === 0) return null;
  return <p className={styles.whose}>Other changes are kept: {parts.join(', ')}.</p>;
}

function FieldValue({ row, field }: { row: ListedTransaction; field: TransactionField }) {
  switch (field.name) {
    case 'date':
      return <Day date={row.date} format="full" />;
    case 'amount':
      return (
        <>
          <Amount value={row.amount} currency={row.currency} />
          {field.keys.includes('accountId') ? ` in ${row.accountName}` : null}
        </>
      );
    case 'account':
      return row.accountName;
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
