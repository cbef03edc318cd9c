'use client';

import type { Account } from '@fintrack/contract';
import { useState } from 'react';
import { Button } from '@/components/button.tsx';
import { Checkbox } from '@/components/checkbox.tsx';
import { ConflictFields } from '@/components/conflict-fields.tsx';
import { DateField } from '@/components/date-field.tsx';
import { useFormat } from '@/components/format-provider.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { MoneyField } from '@/components/money-field.tsx';
import { NativeSelect, type SelectOption } from '@/components/native-select.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { TextField } from '@/components/text-field.tsx';
import { baseOf } from '@/lib/save-merging.ts';
import { type FormControl, useFormAction } from '@/lib/use-form-action.ts';
import { accountTypeOptions } from './account-types.ts';
import styles from './accounts.module.css';
import { addAccount, saveAccount } from './actions.ts';
import { accountTexts } from './merge-account.ts';

export interface AccountFormProps {
  /** The account that is edited; null for a new one. */
  account: Account | null;
  currencies: readonly SelectOption[];
}

/** The fields of an account; a new one may say what the bank says it holds. */
export function AccountForm({ account, currencies }: AccountFormProps) {
  const { currency } = useFormat();
  const control = useFormAction(account === null ? addAccount : saveAccount);
  const { form, problem, isPending, errorOf, valueOf } = control;
  const [code, setCode] = useState(account?.currency ?? currency);
  return (
    <form
      {...form}
      className={styles.form}
      aria-label={account === null ? 'New account' : `Edit ${account.name}`}
    >
      <ProblemMessage problem={problem} />
      <ConflictFields problem={problem} />
      {account === null ? null : (
        <>
          <input type="hidden" name="accountId" value={account.id} />
          <input type="hidden" name="version" value={valueOf('version', String(account.version))} />
          <input type="hidden" name="base" value={valueOf('base', baseOf(accountTexts(account)))} />
        </>
      )}
      <div className={styles.fields} key={JSON.stringify(problem?.values ?? null)}>
        <TextField
          label="Name"
          name="name"
          required
          defaultValue={valueOf('name', account?.name)}
          error={errorOf('name')}
        />
        <NativeSelect
          label="Type"
          name="type"
          options={accountTypeOptions()}
          defaultValue={valueOf('type', account?.type ?? 'checking')}
          error={errorOf('type')}
        />
        <NativeSelect
          label="Currency"
          name="currency"
          options={currencies}
          defaultValue={code}
          onChange={(event) => setCode(event.target.value)}
          description={account === null ? undefined : 'It can change only while the account is empty.'}
          error={errorOf('currency')}
        />
        <MoneyField
          label="Credit limit"
          name="creditLimit"
          optional
          currency={code}
          defaultValue={valueOf('creditLimit', account?.creditLimit ?? '')}
          error={errorOf('creditLimit')}
        />
        <TextField
          label="Bank"
          name="institutionName"
          optional
          defaultValue={valueOf('institutionName', account?.institutionName ?? '')}
          error={errorOf('institutionName')}
        />
        <TextField
          label="Last four digits"
          name="accountNumberLast4"
          optional
          maxLength={4}
          inputMode="numeric"
          defaultValue={valueOf('accountNumberLast4', account?.accountNumberLast4 ?? '')}
          error={errorOf('accountNumberLast4')}
        />
        {account === null ? (
          <OpeningFields control={control} currency={code} />
        ) : (
          <HiddenField isHidden={problem === null ? account.isHidden : 'isHidden' in problem.values} />
        )}
      </div>
      <div className={styles.buttons}>
        <Button type="submit" look="primary" isPending={isPending}>
          {account === null ? 'Add account' : 'Save'}
        </Button>
        <LinkButton href={account === null ? '/accounts' : `/accounts/${account.id}`}>Cancel</LinkButton>
      </div>
    </form>
  );
}

interface OpeningFieldsProps {
  control: FormControl;
  currency: string;
}

function OpeningFields({ control: { errorOf, valueOf }, currency }: OpeningFieldsProps) {
  const { today } = useFormat();
  return (
    <>
      <MoneyField
        label="Balance at the bank"
        name="openingBalance"
        optional
        currency={currency}
        description="What the bank says; below zero when you owe: -310.25"
        defaultValue={valueOf('openingBalance', '')}
        error={errorOf('openingBalance')}
      />
      <DateField
        label="At the end of"
        name="openingDate"
        defaultValue={today}
        error={errorOf('openingDate')}
      />
    </>
  );
}

function HiddenField({ isHidden }: { isHidden: boolean }) {
  return (
    <Checkbox
      label="Hide it from lists"
      name="isHidden"
      description="It still counts in every balance."
      defaultChecked={isHidden}
    />
  );
}
