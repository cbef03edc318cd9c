'use client';

import type { RecurringSeries } from '@fintrack/contract';
import { Button } from '@/components/button.tsx';
import { Checkbox } from '@/components/checkbox.tsx';
import { NativeSelect, type SelectOption } from '@/components/native-select.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { TextField } from '@/components/text-field.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { addSeries, saveSeries } from './actions.ts';
import { AmountFields } from './amount-fields.tsx';
import { PostingFields } from './posting-fields.tsx';
import styles from './recurring.module.css';
import { ScheduleFields } from './schedule-fields.tsx';

export interface SeriesFormProps {
  /** Null for a new one. */
  series: RecurringSeries | null;
  accounts: readonly SelectOption[];
  categories: readonly SelectOption[];
  currency: string;
  today: string;
}

/** Everything that a person may say of a series. */
export function SeriesForm({ series, accounts, categories, currency, today }: SeriesFormProps) {
  const { form, problem, isPending, errorOf, valueOf } = useFormAction(
    series === null ? addSeries : saveSeries,
  );
  const isFound = series !== null && !series.isMadeByHand;
  return (
    <form
      {...form}
      className={styles.form}
      aria-label={series === null ? 'New series' : `Edit ${series.name}`}
    >
      <ProblemMessage problem={problem} />
      {series === null ? null : (
        <>
          <input type="hidden" name="seriesId" value={series.id} />
          <input type="hidden" name="version" value={series.version} />
          {isFound ? <input type="hidden" name="isFound" value="1" /> : null}
        </>
      )}
      <input type="hidden" name="currency" value={currency} />
      <div className={styles.fields}>
        <TextField
          label="Name"
          name="name"
          required
          maxLength={255}
          defaultValue={valueOf('name', series?.name)}
          error={errorOf('name')}
        />
        {series === null ? (
          <NativeSelect
            label="Account"
            name="accountId"
            options={accounts}
            defaultValue={valueOf('accountId')}
            error={errorOf('accountId')}
          />
        ) : null}
        <NativeSelect
          label="Category"
          name="categoryId"
          options={categories}
          placeholder="None"
          defaultValue={valueOf('categoryId', series?.categoryId ?? '')}
          error={errorOf('categoryId')}
        />
      </div>
      <AmountFields {...{ series, currency, errorOf, valueOf }} />
      <fieldset className={styles.group}>
        <legend>When it comes</legend>
        {isFound ? (
          <Checkbox
            label="I set the days myself"
            description="Otherwise they follow the rows."
            name="ownSchedule"
            defaultChecked={series.isOwnSchedule}
          />
        ) : null}
        <ScheduleFields schedule={series?.schedule ?? null} {...{ today, errorOf, valueOf }} />
      </fieldset>
      <PostingFields {...{ series, errorOf, valueOf }} />
      <div>
        <Button type="submit" look="primary" isPending={isPending}>
          {series === null ? 'Add series' : 'Save'}
        </Button>
      </div>
    </form>
  );
}
