'use client';

import { type Attachment, deleteAttachment } from '@fintrack/contract';
import { ApiError } from '@fintrack/contract/client';
import { Download, FileSpreadsheet, FileText, Mail, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type FormEvent, type MouseEvent, startTransition } from 'react';
import { useFormat } from '@/components/format-provider.tsx';
import { IconButton } from '@/components/icon-button.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { notify, notifyProblem } from '@/components/toast.tsx';
import { browserApi } from '@/lib/api/browser-api.ts';
import { formatSize } from '@/lib/format-size.ts';
import { useFormAction } from '@/lib/use-form-action.ts';
import { detachFile } from './actions.ts';
import styles from './attachments.module.css';
import { downloadHref, isPicture, isShown, thumbnailHref, viewHref } from './links.ts';
import { takeBack } from './use-uploads.ts';

export interface FileCardProps {
  file: Attachment;
  canWrite: boolean;
  onOpen: (id: string) => void;
}

/** One file: a picture opens in the page, a PDF in a tab of its own, anything else is saved. */
export function FileCard({ file, canWrite, onOpen }: FileCardProps) {
  const { locale } = useFormat();

  function open(event: MouseEvent): void {
    if (!isPicture(file) || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onOpen(file.id);
  }

  return (
    <li className={styles.card}>
      <a
        className={styles.preview}
        href={isShown(file) ? viewHref(file) : downloadHref(file)}
        {...(isShown(file) ? { target: '_blank', rel: 'noopener' } : {})}
        onClick={open}
        aria-label={`${isShown(file) ? 'Open' : 'Save'} ${file.name}`}
      >
        <Preview file={file} />
      </a>
      <span className={styles.name} title={file.name}>
        {file.name}
      </span>
      <span className={styles.size}>{formatSize(file.size, locale)}</span>
      <div className={styles.actions}>
        <a
          className={styles.download}
          href={downloadHref(file)}
          aria-label={`Save ${file.name}`}
          title="Save"
        >
          <Download aria-hidden="true" />
        </a>
        {canWrite ? <DeleteForm file={file} /> : null}
      </div>
    </li>
  );
}

function Preview({ file }: { file: Attachment }) {
  if (file.hasThumbnail) {
    // oxlint-disable-next-line next/no-img-element -- the API makes thumbnails itself, and asks who wants them
    return <img src={thumbnailHref(file)} alt="" loading="lazy" className={styles.thumbnail} />;
  }
  const Icon = ICONS[file.mediaType] ?? FileText;
  return <Icon aria-hidden="true" className={styles.icon} />;
}

const ICONS: Readonly<Record<string, typeof FileText>> = {
  'text/csv': FileSpreadsheet,
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': FileSpreadsheet,
  'application/vnd.oasis.opendocument.spreadsheet': FileSpreadsheet,
  'message/rfc822': Mail,
};

/** Takes the file off: with JavaScript in place and with Undo, without it by the page after it. */
function DeleteForm({ file }: { file: Attachment }) {
  const router = useRouter();
  const { form, problem, isPending } = useFormAction(detachFile);
  const { id, transactionId, name } = file;
  const refresh = (): void => startTransition(() => router.refresh());

  async function remove(): Promise<void> {
    try {
      const params = { transactionId, attachmentId: id };
      const { data } = await browserApi().call(deleteAttachment, { params });
      notify(`${name} removed.`, { undo: () => void takeBack([data.changeSetId], refresh) });
    } catch (error) {
      const reason =
        error instanceof ApiError ? error.message : 'the server could not be reached. Try again.';
      notifyProblem(`${name} was not removed: ${reason}`);
    }
    refresh();
  }

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    void remove();
  }

  return (
    <form {...form} onSubmit={onSubmit}>
      <ProblemMessage problem={problem} />
      <input type="hidden" name="transactionId" value={transactionId} />
      <input type="hidden" name="attachmentId" value={id} />
      <IconButton
        type="submit"
        small
        label={`Remove ${name}`}
        icon={<Trash2 aria-hidden="true" />}
        isDisabled={isPending}
      />
    </form>
  );
}
