import type { Account } from '@fintrack/contract';
import { Button } from '@/components/button.tsx';
import { NativeSelect } from '@/components/native-select.tsx';
import { TextField } from '@/components/text-field.tsx';
import styles from './trash.module.css';

export interface TrashFilterProps {
  accounts: readonly Pick<Account, 'id' | 'name'>[];
  accountId: string | undefined;
  text: string | undefined;
}

/** Narrows the trash; a plain form, so that its address can be kept. */
export function TrashFilter({ accounts, accountId, text }: TrashFilterProps) {
  return (
    <form method="get" action="/trash" className={styles.filter} aria-label="Find in the trash">
      <TextField label="Words" name="text" type="search" defaultValue={text ?? ''} />
      <NativeSelect
        label="Account"
        name="accountId"
        placeholder="Every account"
        options={accounts.map(({ id, name }) => ({ value: id, label: name }))}
        defaultValue={accountId ?? ''}
      />
      <Button type="submit">Find</Button>
    </form>
  );
}
