'use client';

import type { Attachment } from '@fintrack/contract';
import { useState } from 'react';
import { AddFiles } from './add-files.tsx';
import styles from './attachments.module.css';
import { FileCard } from './file-card.tsx';
import { Lightbox } from './lightbox.tsx';
import { isPicture } from './links.ts';

export interface AttachmentsProps {
  transactionId: string;
  files: readonly Attachment[];
  canWrite: boolean;
}

/** The files of a transaction: receipts, invoices, letters. */
export function Attachments({ transactionId, files, canWrite }: AttachmentsProps) {
  const [openId, setOpenId] = useState<string | null>(null);
  const pictures = files.filter(isPicture);
  return (
    <div className={styles.attachments}>
      {files.length === 0 ? (
        canWrite ? null : (
          <p className={styles.none}>There are no files.</p>
        )
      ) : (
        <ul className={styles.grid}>
          {files.map((file) => (
            <FileCard key={file.id} file={file} canWrite={canWrite} onOpen={setOpenId} />
          ))}
        </ul>
      )}
      {canWrite ? <AddFiles transactionId={transactionId} /> : null}
      <Lightbox pictures={pictures} openId={openId} onOpen={setOpenId} />
    </div>
  );
}
