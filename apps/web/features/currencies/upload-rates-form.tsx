'use client';

import { Button } from '@/components/button.tsx';
import { DropZone } from '@/components/drop-zone.tsx';
import { FormMessage } from '@/components/form-message.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { ProgressBar } from '@/components/progress-bar.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { useHydrated } from '@/lib/use-hydrated.ts';
import { uploadRates } from './actions.ts';
import styles from './currencies.module.css';

const ACCEPT = '.zip,.csv,.xml,application/zip,text/csv,application/xml,text/xml';

/** Rates from a file, for servers without a network and for days before they had one. */
export function UploadRatesForm() {
  const { form, state, problem, isPending, errorOf } = useFormAction(uploadRates);
  const hydrated = useHydrated();
  return (
    <form {...form} className={styles.upload} aria-label="Rates from a file">
      <ProblemMessage problem={problem} />
      {state?.ok && state.message !== undefined ? (
        <FormMessage tone="done">{state.message}</FormMessage>
      ) : null}
      <DropZone
        label="Take rates from a file"
        hint="eurofxref-hist.zip, or the CSV or XML of the European Central Bank's reference rates. Rates set by hand stay."
        name="file"
        accept={ACCEPT}
        required
        error={errorOf('file')}
        onFiles={([file]) => {
          if (file !== undefined) form.ref.current?.requestSubmit();
        }}
      />
      {isPending ? <ProgressBar label="Reading the rates" /> : null}
      {hydrated ? null : (
        <div>
          <Button type="submit" look="primary">
            Take the rates
          </Button>
        </div>
      )}
    </form>
  );
}
