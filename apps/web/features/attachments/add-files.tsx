'use client';

import { Camera, X } from 'lucide-react';
import { useEffect, useEffectEvent } from 'react';
import { Button } from '@/components/button.tsx';
import { DropZone } from '@/components/drop-zone.tsx';
import { FormMessage } from '@/components/form-message.tsx';
import { IconButton } from '@/components/icon-button.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { ProgressBar } from '@/components/progress-bar.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { useHydrated } from '@/lib/use-hydrated.ts';
import { attachFiles } from './actions.ts';
import styles from './attachments.module.css';
import { type Upload, useUploads } from './use-uploads.ts';

/** HEIC is left out on purpose: a phone then hands its pictures over as JPEG. */
const ACCEPT =
  'image/jpeg,image/png,image/webp,image/gif,image/avif,image/tiff,application/pdf,text/plain,text/csv,message/rfc822,' +
  '.jpg,.jpeg,.png,.webp,.gif,.avif,.tif,.tiff,.pdf,.txt,.csv,.eml,.docx,.xlsx,.odt,.ods';

/** Where files are dropped, chosen, pasted or photographed; without JavaScript a button sends those that are chosen. */
export function AddFiles({ transactionId }: { transactionId: string }) {
  const { form, problem, isPending, errorOf } = useFormAction(attachFiles);
  const { uploads, add, dismiss } = useUploads(transactionId);
  const hydrated = useHydrated();
  usePastedFiles(add);
  return (
    <form {...form} className={styles.add} aria-label="Attach files">
      <ProblemMessage problem={problem} />
      <input type="hidden" name="transactionId" value={transactionId} />
      {uploads.map((upload) => (
        <UploadLine key={upload.key} upload={upload} onDismiss={() => dismiss(upload.key)} />
      ))}
      <DropZone
        label="Drop files here, or choose them"
        hint="Pictures, PDF, text, CSV, e-mail and office documents; also from the clipboard."
        name="file"
        multiple
        accept={ACCEPT}
        required={!hydrated}
        error={errorOf('file')}
        onFiles={add}
      />
      <label className={styles.camera}>
        <Camera aria-hidden="true" />
        Take a picture
        <input
          type="file"
          name="file"
          accept="image/*"
          capture="environment"
          onChange={(event) => {
            add([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
      </label>
      {hydrated ? null : (
        <div>
          <Button type="submit" isPending={isPending}>
            Attach
          </Button>
        </div>
      )}
    </form>
  );
}

function UploadLine({ upload, onDismiss }: { upload: Upload; onDismiss: () => void }) {
  const { name, sent, problem } = upload;
  if (problem === null) {
    return <ProgressBar label={name} max={1} value={sent < 1 ? sent : undefined} />;
  }
  return (
    <FormMessage tone="problem">
      <div className={styles.refusal}>
        <span>
          <strong>{name}</strong> was not attached: {problem}
        </span>
        <IconButton small label="Close" icon={<X aria-hidden="true" />} onPress={onDismiss} />
      </div>
    </FormMessage>
  );
}

/** Files in the clipboard, such as a picture of the screen; text that is pasted into a field stays what it is. */
function usePastedFiles(add: (files: readonly File[]) => void): void {
  const onPaste = useEffectEvent((event: ClipboardEvent) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    add(files);
  });
  useEffect(() => {
    const listener = (event: ClipboardEvent): void => onPaste(event);
    window.addEventListener('paste', listener);
    return () => window.removeEventListener('paste', listener);
  }, []);
}
