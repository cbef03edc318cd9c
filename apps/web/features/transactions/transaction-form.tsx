'use client';

import type { RelatedRow, Transaction } from '@fintrack/contract';
import { Button } from '@/components/button.tsx';
import { ConflictFields } from '@/components/conflict-fields.tsx';
import { useFormat } from '@/components/format-provider.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { NativeSelect, type SelectOption } from '@/components/native-select.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { TextArea } from '@/components/text-area.tsx';
import { TextField } from '@/components/text-field.tsx';
import type { FormProblem } from '@/lib/form-action.ts';
import { baseOf } from '@/lib/save-merging.ts';
import { useFormAction } from '@/lib/use-form-action.ts';
import { addTransaction, saveTransaction } from './actions.ts';
import { STATUS_OPTIONS } from './edit-row.tsx';
import { type EntryDefaults, EntryFields } from './entry-fields.tsx';
import type { EntryLists } from './entry-lists.ts';
import { transactionTexts } from './merging-form.ts';
import { OriginalFields } from './original-fields.tsx';
import styles from './transaction-form.module.css';
import { OtherAmountField, TransferFields } from './transfer-fields.tsx';

export interface TransactionFormProps {
  lists: EntryLists;
  /** The row that is edited; null for a new one. */
  row: Transaction | null;
  /** Account of a new row. */
  accountId: string;
  /** One key a form, so that sending it twice books once. */
  attempt: string;
  /** What may have been paid in, for a new row. */
  currencies?: readonly SelectOption[];
  /** The row at the other end of a transfer. */
  otherLeg?: RelatedRow | null;
}

/** All fields of a transaction on a page of their own: it works without JavaScript, and is the phone's form. */
export function TransactionForm(props: TransactionFormProps) {
  const { lists, row, accountId, attempt, currencies, otherLeg } = props;
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
    // A split has its categories in its parts.
    isTransfer: row?.type === 'transfer' || row?.isSplit === true,
  };
  return (
    <form
      {...form}
      className={styles.form}
      aria-label={row === null ? 'New transaction' : 'Edit transaction'}
    >
      <ProblemMessage problem={problem} />
      <ConflictFields problem={problem} />
      {row === null ? (
        <input type="hidden" name="attempt" value={attempt} />
      ) : (
        <>
          <input type="hidden" name="transactionId" value={row.id} />
          <input type="hidden" name="version" value={valueOf('version', String(row.version))} />
          <input type="hidden" name="base" value={valueOf('base', baseOf(transactionTexts(row)))} />
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
        {row === null && currencies !== undefined ? (
          <OriginalFields currencies={currencies} problem={problem} errorOf={errorOf} />
        ) : null}
        {row === null ? <TransferFields lists={lists} problem={problem} errorOf={errorOf} /> : null}
        {otherLeg && otherLeg.currency !== row?.currency ? (
          <OtherAmountField otherLeg={otherLeg} lists={lists} problem={problem} errorOf={errorOf} />
        ) : null}
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
