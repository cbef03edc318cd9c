import { isCalendarDate } from '@fintrack/core/dates';
import { Button } from '@/components/button.tsx';
import { Checkbox } from '@/components/checkbox.tsx';
import { DateField } from '@/components/date-field.tsx';
import { FormMessage } from '@/components/form-message.tsx';
import { NativeSelect } from '@/components/native-select.tsx';
import { EXPORT_FORMATS, type ExportChoice } from './export-address.ts';
import styles from './exports.module.css';

export interface ExportFormProps {
  choice: ExportChoice;
  accounts: readonly { id: string; name: string; currency: string }[];
  problem: string | null;
}

/** A plain form: the browser itself asks for the file and saves it. */
export function ExportForm({ choice, accounts, problem }: ExportFormProps) {
  return (
    <form method="get" action="/export/file" aria-label="Export the books" className={styles.form}>
      {problem === null ? null : <FormMessage tone="problem">{problem}</FormMessage>}
      <div className={styles.fields}>
        <NativeSelect
          label="Format"
          name="format"
          options={EXPORT_FORMATS}
          defaultValue={choice.format || EXPORT_FORMATS[0].value}
        />
        <DateField
          label="First day"
          optional
          name="from"
          description="What was there before becomes an opening balance."
          defaultValue={isCalendarDate(choice.from) ? choice.from : undefined}
        />
        <DateField
          label="Last day"
          optional
          name="to"
          defaultValue={isCalendarDate(choice.to) ? choice.to : undefined}
        />
      </div>
      {accounts.length < 2 ? null : (
        <fieldset className={styles.accounts}>
          <legend>Accounts</legend>
          <p className={styles.hint}>All of them, unless you choose some.</p>
          <div className={styles.choices}>
            {accounts.map(({ id, name, currency }) => (
              <Checkbox
                key={id}
                name="accountId"
                value={id}
                label={`${name} (${currency})`}
                defaultChecked={choice.accountIds.includes(id)}
              />
            ))}
          </div>
        </fieldset>
      )}
      <div>
        <Button type="submit" look="primary">
          Download
        </Button>
      </div>
    </form>
  );
}
