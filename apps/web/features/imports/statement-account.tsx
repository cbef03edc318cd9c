import { NativeSelect, type SelectOption } from '@/components/native-select.tsx';

export interface StatementAccountProps {
  accountId: string | null;
  accounts: readonly SelectOption[];
}

/** The account here that the rows go to. */
export function StatementAccount({ accountId, accounts }: StatementAccountProps) {
  return (
    <NativeSelect
      label="Goes to"
      name="accountId"
      options={accounts}
      {...(accountId === null ? { placeholder: 'Choose an account' } : {})}
      defaultValue={accountId ?? ''}
    />
  );
}
