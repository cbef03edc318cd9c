'use client';

import { ACCOUNT_TYPES, type AccountType } from '@fintrack/contract';
import { Button } from '@/components/button.tsx';
import { NativeSelect, type SelectOption } from '@/components/native-select.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { TextField } from '@/components/text-field.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { addStatementAccount } from './actions.ts';
import styles from './imports.module.css';

export interface NewAccountFormProps {
  fields: Readonly<Record<string, string | number>>;
  name: string;
  type: AccountType;
  currency: string;
  currencies: readonly SelectOption[];
}

/** A new account for the rows of a statement. */
export function NewAccountForm({ fields, name, type, currency, currencies }: NewAccountFormProps) {
  const { form, problem, isPending, errorOf, valueOf } = useFormAction(addStatementAccount);
  return (
    <form {...form} className={styles.newAccountForm} aria-label="New account">
      <ProblemMessage problem={problem} />
      {Object.entries(fields).map(([key, value]) => (
        <input key={key} type="hidden" name={key} value={value} />
      ))}
      <TextField
        label="Name"
        name="name"
        required
        defaultValue={valueOf('name', name)}
        error={errorOf('name')}
      />
      <div className={styles.pair} key={JSON.stringify(problem?.values ?? null)}>
        <NativeSelect
          label="Type"
          name="type"
          options={ACCOUNT_TYPES.map((value) => ({ value, label: wordsOf(value) }))}
          defaultValue={valueOf('type', type)}
        />
        <NativeSelect
          label="Currency"
          name="currency"
          options={currencies}
          defaultValue={valueOf('currency', currency)}
          error={errorOf('currency')}
        />
      </div>
      <div>
        <Button type="submit" isPending={isPending}>
          Add account
        </Button>
      </div>
    </form>
  );
}

/** "other_asset" as "Other asset". */
function wordsOf(type: AccountType): string {
  const words = type.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
