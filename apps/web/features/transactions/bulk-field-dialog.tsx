'use client';

import { type FormEvent, type ReactNode, useState } from 'react';
import { Button } from '@/components/button.tsx';
import { ComboBox } from '@/components/combo-box.tsx';
import { DateField } from '@/components/date-field.tsx';
import { Dialog } from '@/components/dialog.tsx';
import { useFormat } from '@/components/format-provider.tsx';
import { NativeSelect } from '@/components/native-select.tsx';
import { TextField } from '@/components/text-field.tsx';
import type { BulkField } from './bulk-bar.tsx';
import type { BulkChange } from './bulk-change.ts';
import styles from './bulk-dialogs.module.css';
import { type BulkTarget, rowsText } from './bulk-words.ts';
import { STATUS_OPTIONS } from './edit-row.tsx';
import { accountOptions, type EntryLists } from './entry-lists.ts';
import { usePayeeOptions } from './use-payee-options.ts';

type ChooseChange = (change: BulkChange, target: BulkTarget) => void;

export interface BulkFieldDialogProps {
  field: Exclude<BulkField, 'category' | 'tags'>;
  count: number;
  lists: EntryLists;
  onChoose: ChooseChange;
  onClose: () => void;
}

const TITLES = { payee: 'payee', account: 'account', date: 'date', status: 'status' } as const;

/** Asks for the payee, account, date or status of the selected rows. */
export function BulkFieldDialog({ field, count, lists, onChoose, onClose }: BulkFieldDialogProps) {
  return (
    <Dialog
      isOpen
      title={`Set ${TITLES[field]} of ${rowsText(count)}`}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <FieldForm field={field} lists={lists} onChoose={onChoose} />
    </Dialog>
  );
}

function FieldForm({ field, lists, onChoose }: Pick<BulkFieldDialogProps, 'field' | 'lists' | 'onChoose'>) {
  switch (field) {
    case 'payee':
      return <PayeeForm lists={lists} onChoose={onChoose} />;
    case 'account':
      return <AccountForm lists={lists} onChoose={onChoose} />;
    case 'date':
      return <DateForm onChoose={onChoose} />;
    case 'status':
      return <StatusForm onChoose={onChoose} />;
  }
}

interface FormProps {
  label: string;
  onSend: (form: FormData) => void;
  children: ReactNode;
}

function BulkForm({ label, onSend, children }: FormProps) {
  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    onSend(new FormData(event.currentTarget));
  }
  return (
    <form className={styles.form} onSubmit={onSubmit}>
      {children}
      <Button type="submit" look="primary">
        {label}
      </Button>
    </form>
  );
}

function PayeeForm({ lists, onChoose }: { lists: EntryLists; onChoose: ChooseChange }) {
  const { payees, search } = usePayeeOptions(lists);
  const [name, setName] = useState('');
  const text = name.trim();
  return (
    <BulkForm
      label={text === '' ? 'Take the payee off' : 'Set payee'}
      onSend={() =>
        onChoose(
          { action: 'update', set: text === '' ? { payeeId: null } : { payeeName: text } },
          text || 'none',
        )
      }
    >
      <ComboBox
        autoFocus
        allowsCustomValue
        label="Payee"
        placeholder="No payee"
        options={payees.map((payee) => ({ value: payee.id, label: payee.name }))}
        onText={(typed) => {
          setName(typed);
          search(typed);
        }}
      />
    </BulkForm>
  );
}

function AccountForm({ lists, onChoose }: { lists: EntryLists; onChoose: ChooseChange }) {
  return (
    <BulkForm
      label="Move"
      onSend={(form) => {
        const account = lists.accounts.find(({ id }) => id === form.get('accountId'));
        if (account) onChoose({ action: 'move', accountId: account.id }, account.name);
      }}
    >
      <NativeSelect
        autoFocus
        label="Account"
        name="accountId"
        description="Of the same currency as the rows"
        options={accountOptions(lists.accounts)}
      />
    </BulkForm>
  );
}

function DateForm({ onChoose }: { onChoose: ChooseChange }) {
  const { today } = useFormat();
  const [way, setWay] = useState<'date' | 'days'>('date');
  return (
    <BulkForm
      label="Change dates"
      onSend={(form) => {
        const value = form.get(way);
        if (typeof value !== 'string' || value === '') return;
        if (way === 'date') onChoose({ action: 'update', set: { date: value } }, value);
        else onChoose({ action: 'update', set: { dateShiftDays: Number.parseInt(value, 10) } }, null);
      }}
    >
      <NativeSelect
        label="How"
        value={way}
        onChange={(event) => setWay(event.target.value === 'days' ? 'days' : 'date')}
        options={[
          { value: 'date', label: 'All on one day' },
          { value: 'days', label: 'Each by so many days' },
        ]}
      />
      {way === 'date' ? (
        <DateField label="Date" name="date" required defaultValue={today} />
      ) : (
        <TextField
          label="Days"
          name="days"
          type="number"
          required
          defaultValue="1"
          description="Negative goes back"
        />
      )}
    </BulkForm>
  );
}

function StatusForm({ onChoose }: { onChoose: ChooseChange }) {
  return (
    <BulkForm
      label="Set status"
      onSend={(form) => {
        const status = form.get('status');
        const option = STATUS_OPTIONS.find(({ value }) => value === status);
        if (option && isStatus(option.value)) {
          onChoose({ action: 'update', set: { status: option.value } }, option.label.toLowerCase());
        }
      }}
    >
      <NativeSelect autoFocus label="Status" name="status" options={STATUS_OPTIONS} defaultValue="cleared" />
    </BulkForm>
  );
}

function isStatus(value: string): value is 'pending' | 'cleared' | 'reconciled' {
  return value === 'pending' || value === 'cleared' || value === 'reconciled';
}
