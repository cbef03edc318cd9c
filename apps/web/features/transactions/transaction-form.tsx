'use client';

import type { Transaction } from '@fintrack/contract';
import { useState } from 'react';
import { Button } from '@/components/button.tsx';
import { useFormat } from '@/components/format-provider.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { NativeSelect } from '@/components/native-select.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { TextArea } from '@/components/text-area.tsx';
import { TextField } from '@/components/text-field.tsx';
import type { FormProblem } from '@/lib/form-action.ts';
import { useFormAction } from '@/lib/use-form-action.ts';
import { addTransaction, saveTransaction } from './actions.ts';
import { STATUS_OPTIONS } from './edit-row.tsx';
import { type EntryDefaults, EntryFields } from './entry-fields.tsx';
import { accountOptions, type EntryLists } from './entry-lists.ts';
import styles from './transaction-form.module.css';

export interface TransactionFormProps {
  lists: EntryLists;
  /** The row that is edited; null for a new one. */
  row: Transaction | null;
  /** Account of a new row. */
  accountId: string;
  /** One key a form, so that sending it twice books once. */
  attempt: string;
}

/** All fields of a transaction on a page of their own: it works without JavaScript, and is the phone's form. */
export function TransactionForm({ lists, row, accountId, attempt }: TransactionFormProps) {
  const { today } = useFormat();
  const { form, problem, isPending, errorOf, valueOf } = useFormAction(
    row === null ? addTransaction : saveTransaction,
  );
  /** Fields keep what they were drawn with: after a refusal they are drawn anew with what was typed. */
  const typed = JSON.stringify(problem?.values ?? null);
  const first: EntryDefaults = {
    date: row?.date ?? today,
    payeeName: row?.payeeName ?? '',
    categoryId: row?.categoryId ?? null,
    amount: row?.amount ?? '',
    accountId: row?.accountId ?? accountId,
    isTransfer: row?.type === 'transfer',
  };
  return (
    <form
      {...form}
      className={styles.form}
      aria-label={row === null ? 'New transaction' : 'Edit transaction'}
    >
      <ProblemMessage problem={problem} />
      {row === null ? (
        <input type="hidden" name="attempt" value={attempt} />
      ) : (
        <>
          <input type="hidden" name="transactionId" value={row.id} />
          <input type="hidden" name="version" value={row.version} />
        </>
      )}
      <div className={styles.entry} key={`entry ${typed}`}>
        <EntryFields
          layout="page"
          lists={lists}
          defaults={problem === null ? first : typedDefaults(problem, first)}
          errorOf={errorOf}
        />
      </div>
      <div className={styles.more} key={`more ${typed}`}>
        {row === null ? <TransferFields lists={lists} problem={problem} errorOf={errorOf} /> : null}
        <div className={styles.wide}>
          <TextField
            label="Description"
            name="description"
            optional
            defaultValue={valueOf('description', row?.description ?? '')}
            error={errorOf('description')}
          />
        </div>
        <div className={styles.wide}>
          <TextArea
            label="Notes"
            name="notes"
            optional
            defaultValue={valueOf('notes', row?.notes ?? '')}
            error={errorOf('notes')}
          />
        </div>
        <NativeSelect
          label="Status"
          name="status"
          options={STATUS_OPTIONS}
          defaultValue={valueOf('status', row?.status ?? 'cleared')}
          error={errorOf('status')}
        />
      </div>
      <div className={styles.buttons}>
        <Button type="submit" look="primary" isPending={isPending}>
          {row === null ? 'Add transaction' : 'Save'}
        </Button>
        <LinkButton href="/transactions">Cancel</LinkButton>
      </div>
    </form>
  );
}

interface TransferFieldsProps {
  lists: EntryLists;
  problem: FormProblem | null;
  errorOf: (name: string) => string | undefined;
}

function TransferFields({ lists, problem, errorOf }: TransferFieldsProps) {
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
      <TextField
        label={currency === undefined ? 'What arrives there' : `What arrives there, ${currency}`}
        name="transferAmount"
        optional
        inputMode="decimal"
        pattern="[0-9]+([.][0-9]+)?"
        description="Only for a transfer between two currencies"
        defaultValue={typed['transferAmount'] ?? ''}
        error={errorOf('transferAmount')}
      />
    </>
  );
}

/** What was typed before a refusal. */
function typedDefaults({ values }: FormProblem, first: EntryDefaults): EntryDefaults {
  const amount = values['amount'] ?? '';
  return {
    ...first,
    date: values['date'] ?? first.date,
    payeeName: values['payeeName'] ?? '',
    categoryId: values['categoryId'] === '' ? null : (values['categoryId'] ?? null),
    amount: values['direction'] === 'out' && amount !== '' ? `-${amount}` : amount,
    accountId: values['accountId'] ?? first.accountId,
  };
}
