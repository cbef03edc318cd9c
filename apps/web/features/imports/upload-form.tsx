'use client';

import { me } from '@fintrack/contract';
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { Button } from '@/components/button.tsx';
import { DropZone } from '@/components/drop-zone.tsx';
import { FormMessage } from '@/components/form-message.tsx';
import { NativeSelect, type SelectOption } from '@/components/native-select.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { ProgressBar } from '@/components/progress-bar.tsx';
import { browserApi } from '@/lib/api/browser-api.ts';
import { useFormAction } from '@/lib/use-form-action.ts';
import { useHydrated } from '@/lib/use-hydrated.ts';
import { uploadFile } from './actions.ts';
import styles from './imports.module.css';
import { sendFile } from './send-file.ts';

const ACCEPT =
  '.csv,.tsv,.txt,.xlsx,.xls,.ofx,.qfx,.qif,.sta,.mt940,.mt942,.940,.942,.swi,.xml,.camt,.zip,.gz,' +
  'text/csv,text/plain,text/xml,application/xml,application/x-ofx,application/vnd.intu.qfx,application/qif';

export interface UploadFormProps {
  accounts: readonly SelectOption[];
  accountId: string;
}

/** One area for the file: dropped or chosen it is on its way; without JavaScript a button sends it. */
export function UploadForm({ accounts, accountId }: UploadFormProps) {
  const router = useRouter();
  const { form, problem, isPending, errorOf } = useFormAction(uploadFile);
  const hydrated = useHydrated();
  const account = useRef<HTMLDivElement>(null);
  const [sent, setSent] = useState<number | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);

  async function send(file: File): Promise<void> {
    setRefusal(null);
    setSent(0);
    const chosen = account.current?.querySelector('select')?.value ?? '';
    try {
      // Renews the session where it has to be, which a bare upload could not.
      await browserApi().call(me, {});
      const id = await sendFile(file, { accountId: chosen === 'new' ? '' : chosen, onProgress: setSent });
      router.push(chosen === 'new' ? `/import/${id}?account=new` : `/import/${id}`);
    } catch (error) {
      setSent(null);
      setRefusal(error instanceof Error ? error.message : 'The file could not be sent. Try again.');
    }
  }

  return (
    <form {...form} className={styles.upload} aria-label="Import a file">
      <ProblemMessage problem={problem} />
      {refusal === null ? null : <FormMessage tone="problem">{refusal}</FormMessage>}
      <div ref={account} className={styles.uploadAccount}>
        <NativeSelect
          label="Account"
          name="accountId"
          options={[...accounts, { value: 'new', label: 'A new account' }]}
          placeholder="Ask after reading the file"
          defaultValue={accountId}
        />
      </div>
      {sent === null ? (
        <DropZone
          label="Drop your bank's file here, or choose it"
          hint="CSV, Excel, OFX, QFX, QIF, MT940 or camt, also in a ZIP. Nothing is booked before you have seen it."
          name="file"
          accept={ACCEPT}
          required={!hydrated}
          error={errorOf('file')}
          onFiles={([file]) => {
            if (file !== undefined) void send(file);
          }}
        />
      ) : (
        <ProgressBar
          label={sent < 1 ? 'Sending the file' : 'Reading the file'}
          max={1}
          value={sent < 1 ? sent : undefined}
        />
      )}
      {hydrated ? null : (
        <div>
          <Button type="submit" look="primary" isPending={isPending}>
            Read the file
          </Button>
        </div>
      )}
    </form>
  );
}
