import type { FormEvent } from 'react';
import { Button } from '@/components/button.tsx';
import { MoneyField } from '@/components/money-field.tsx';
import { NativeSelect, type SelectOption } from '@/components/native-select.tsx';
import { TextField } from '@/components/text-field.tsx';
import type { PartFields } from './read-split-form.ts';
import styles from './splits.module.css';

export interface SplitPartFieldsProps {
  index: number;
  part: PartFields;
  /** Changes when a button has put an amount in. */
  round: number;
  currency: string;
  categories: readonly SelectOption[];
  errorOf: (path: string) => string | undefined;
  /** Left out where no JavaScript runs. */
  onType?: (text: string) => void;
  onRest?: (() => void) | undefined;
  onRemove?: (() => void) | undefined;
}

/** One part: amount, category, note. */
export function SplitPartFields(props: SplitPartFieldsProps) {
  const { index, part, round, currency, categories, errorOf, onType, onRest, onRemove } = props;
  const name = (field: string) => `splits.${index}.${field}`;
  const label = `part ${index + 1}`;

  function onInput(event: FormEvent<HTMLElement>): void {
    if (event.target instanceof HTMLInputElement) onType?.(event.target.value);
  }

  return (
    <div role="group" aria-label={`Part ${index + 1}`} className={styles.part}>
      <input type="hidden" name={name('id')} value={part.id} />
      <div className={styles.amount} onInput={onInput}>
        <MoneyField
          key={round}
          label="Amount"
          hideLabel={index > 0}
          name={name('amount')}
          currency={currency}
          defaultValue={part.amount}
          error={errorOf(name('amount'))}
          onAmount={(decimal) => onType?.(decimal ?? '')}
        />
      </div>
      <NativeSelect
        label="Category"
        hideLabel={index > 0}
        name={name('categoryId')}
        placeholder="No category"
        options={categories}
        defaultValue={part.categoryId}
        error={errorOf(name('categoryId'))}
      />
      <TextField
        label="Note"
        hideLabel={index > 0}
        name={name('notes')}
        defaultValue={part.notes}
        error={errorOf(name('notes'))}
      />
      <div className={styles.tools}>
        {onRest === undefined ? null : (
          <Button look="quiet" small onPress={onRest} aria-label={`Put the rest into ${label}`}>
            Rest here
          </Button>
        )}
        {onRemove === undefined ? null : (
          <Button look="quiet" small onPress={onRemove} aria-label={`Remove ${label}`}>
            Remove
          </Button>
        )}
      </div>
    </div>
  );
}
