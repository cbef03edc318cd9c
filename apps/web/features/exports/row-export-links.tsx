import { Download } from 'lucide-react';
import { DownloadButton } from '@/components/download-button.tsx';
import { VisuallyHidden } from '@/components/visually-hidden.tsx';
import styles from './exports.module.css';
import { ROW_FORMATS, rowExportHref } from './row-export.ts';

export interface RowExportLinksProps {
  /** What narrows the list, as it stands in the address. */
  filter: Readonly<Record<string, string | number | undefined>>;
  /** What is exported, for those who do not see the list around it. */
  label: string;
  /** Quiet where they stand beside the page's own buttons. */
  look?: 'secondary' | 'quiet';
}

/** Saves what a list shows, all of it, as a file. */
export function RowExportLinks({ filter, label, look = 'quiet' }: RowExportLinksProps) {
  return (
    <nav className={styles.links} aria-label={label}>
      {look === 'quiet' ? <Download aria-hidden="true" className={styles.icon} /> : null}
      {ROW_FORMATS.map(({ value, label: name }) => (
        <DownloadButton key={value} href={rowExportHref(value, filter)} look={look} small={look === 'quiet'}>
          <VisuallyHidden>Export as </VisuallyHidden>
          {name}
        </DownloadButton>
      ))}
    </nav>
  );
}
