import nameStyles from '@/components/name-list/name-list.module.css';
import { NativeSelect, type SelectOption } from '@/components/native-select.tsx';
import { TextArea } from '@/components/text-area.tsx';
import { TextField } from '@/components/text-field.tsx';
import type { FormControl } from '@/lib/use-form-action.ts';
import styles from './payees.module.css';

export interface PayeeFieldsProps {
  control: FormControl;
  categories: readonly SelectOption[];
  initial: { name: string; defaultCategoryId: string; aliases: readonly string[] };
}

/** Name, the category that new rows take, and other names. */
export function PayeeFields({ control, categories, initial }: PayeeFieldsProps) {
  const { errorOf, valueOf, problem } = control;
  const aliasProblem = Object.entries(problem?.fieldErrors ?? {}).find(([path]) =>
    path.startsWith('aliases'),
  );
  return (
    <div className={nameStyles.fields}>
      <TextField
        label="Name"
        name="name"
        required
        autoFocus
        maxLength={255}
        autoComplete="off"
        defaultValue={valueOf('name', initial.name)}
        error={errorOf('name')}
      />
      <NativeSelect
        key={problem?.values['defaultCategoryId']}
        label="Category of new rows"
        name="defaultCategoryId"
        optional
        placeholder="As the last time"
        options={categories}
        defaultValue={valueOf('defaultCategoryId', initial.defaultCategoryId)}
        error={errorOf('defaultCategoryId')}
      />
      <div className={styles.wide}>
        <TextArea
          label="Other names"
          name="aliases"
          optional
          description="One a line. Rows that are entered or imported under them get this payee."
          defaultValue={valueOf('aliases', initial.aliases.join('\n'))}
          error={aliasProblem?.[1]}
        />
      </div>
    </div>
  );
}
