'use client';

import type { Account } from '@fintrack/contract';
import { Button } from '@/components/button.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import type { FormAction } from '@/lib/form-action.ts';
import { useFormAction } from '@/lib/use-form-action.ts';
import styles from './accounts.module.css';
import { archiveAccount, removeAccount } from './actions.ts';

export interface CloseAccountProps {
  account: Account;
  /** Balances that the bank has stated. */
  anchorCount: number;
}

/** Archive keeps every row; delete says in numbers what goes. */
export function CloseAccount({ account, anchorCount }: CloseAccountProps) {
  const { isArchived, transactionCount, name } = account;
  return (
    <div className={styles.page}>
      <p className={styles.loss}>
        {isArchived
          ? `“${name}” is archived: it takes no new rows and stays in every balance and report of the past.`
          : 'An archived account takes no new rows, leaves the lists, and stays in every balance and report of the past.'}{' '}
        Deleting removes {counted(transactionCount, 'transaction', 'transactions')} and{' '}
        {counted(anchorCount, 'stated balance', 'stated balances')} from all reports. It can be undone.
      </p>
      <div className={styles.dangers}>
        <AccountAction
          action={archiveAccount}
          account={account}
          label={isArchived ? 'Open again' : 'Archive'}
        />
        <AccountAction
          action={removeAccount}
          account={account}
          isDanger
          label={
            transactionCount === 0
              ? 'Delete account'
              : `Delete account and ${counted(transactionCount, 'transaction', 'transactions')}`
          }
        />
      </div>
    </div>
  );
}

interface AccountActionProps {
  action: FormAction;
  account: Account;
  label: string;
  isDanger?: boolean;
}

function AccountAction({ action, account, label, isDanger = false }: AccountActionProps) {
  const { form, problem, isPending } = useFormAction(action);
  return (
    <form {...form}>
      <ProblemMessage problem={problem} />
      <input type="hidden" name="accountId" value={account.id} />
      <input type="hidden" name="version" value={account.version} />
      <input type="hidden" name="isArchived" value={String(!account.isArchived)} />
      <Button type="submit" look={isDanger ? 'danger' : 'secondary'} isPending={isPending}>
        {label}
      </Button>
    </form>
  );
}

function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}
