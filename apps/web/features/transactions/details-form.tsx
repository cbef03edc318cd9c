'use client';

import type { Transaction } from '@fintrack/contract';
import { useState } from 'react';
import { Button } from '@/components/button.tsx';
import { FieldError } from '@/components/field-error.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { TextField } from '@/components/text-field.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { useHydrated } from '@/lib/use-hydrated.ts';
import { saveDetails } from './details-actions.ts';
import styles from './details-form.module.css';
import { type MetadataPair, metadataPairs } from './read-details.ts';

export type DetailedRow = Pick<Transaction, 'id' | 'version' | 'tags' | 'paymentMethod' | 'metadata'>;

/** Tags, payment method and the pairs of names and values that a row carries. It works without JavaScript. */
export function DetailsForm({ row }: { row: DetailedRow }) {
  const { form, problem, isPending, errorOf, valueOf } = useFormAction(saveDetails);
  return (
    <form {...form} className={styles.form} aria-label="Tags and details">
      <ProblemMessage problem={problem} />
      <input type="hidden" name="transactionId" value={row.id} />
      <input type="hidden" name="version" value={row.version} />
      <div className={styles.fields} key={JSON.stringify(problem?.values ?? null)}>
        <TextField
          label="Tags"
          name="tags"
          optional
          description="Several with commas between them"
          defaultValue={valueOf('tags', row.tags.join(', '))}
          error={errorOf('tags')}
        />
        <TextField
          label="Payment method"
          name="paymentMethod"
          optional
          maxLength={50}
          defaultValue={valueOf('paymentMethod', row.paymentMethod ?? '')}
          error={errorOf('paymentMethod')}
        />
      </div>
      <MetadataFields pairs={metadataPairs(row.metadata)} error={errorOf('metadata')} />
      <div className={styles.buttons}>
        <Button type="submit" isPending={isPending}>
          Save details
        </Button>
      </div>
    </form>
  );
}

interface MetadataFieldsProps {
  pairs: readonly MetadataPair[];
  error: string | undefined;
}

/** Pairs to be edited, and room for new ones. A pair whose name is emptied goes. */
function MetadataFields({ pairs, error }: MetadataFieldsProps) {
  const hydrated = useHydrated();
  const [spare, setSpare] = useState(1);
  const lines = [...pairs, ...Array.from({ length: hydrated ? spare : 3 }, () => ({ name: '', value: '' }))];
  return (
    <fieldset
      className={styles.metadata}
      aria-describedby={error === undefined ? undefined : 'metadata-error'}
    >
      <legend>Names and values</legend>
      {lines.map(({ name, value }, index) => {
        const place = index + 1;
        return (
          <div key={place} className={styles.pair}>
            <TextField
              label={`Name ${place}`}
              hideLabel
              name="metadataName"
              placeholder="Name"
              maxLength={100}
              defaultValue={name}
            />
            <TextField
              label={`Value ${place}`}
              hideLabel
              name="metadataValue"
              placeholder="Value"
              defaultValue={value}
            />
          </div>
        );
      })}
      {error === undefined ? null : <FieldError id="metadata-error">{error}</FieldError>}
      {hydrated ? (
        <div>
          <Button small look="quiet" onPress={() => setSpare(spare + 1)}>
            Add another
          </Button>
        </div>
      ) : null}
    </fieldset>
  );
}
