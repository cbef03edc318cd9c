import type { ImportSummary } from '@fintrack/contract';
import Link from 'next/link';
import { Chip } from '@/components/chip.tsx';
import { Table, TableCell, TableHead, TableRow } from '@/components/table.tsx';
import { momentFormatter } from '@/lib/format-moment.ts';
import styles from './imports.module.css';
import { rowsText, STATUS_NAMES } from './words.ts';

export interface ImportListProps {
  imports: readonly ImportSummary[];
  locale: string;
  timezone: string;
}

/** Earlier files and what became of them. */
export function ImportList({ imports, locale, timezone }: ImportListProps) {
  const moment = momentFormatter({ locale, timezone });
  const head = (
    <>
      <TableHead>File</TableHead>
      <TableHead>State</TableHead>
      <TableHead>Sent</TableHead>
      <TableHead figure>Rows</TableHead>
      <TableHead figure>Booked</TableHead>
    </>
  );
  return (
    <Table caption="Earlier files" head={head}>
      {imports.map((item) => (
        <TableRow key={item.id}>
          <TableCell phone="title">
            <Link href={`/import/${item.id}`} className={styles.name}>
              {item.fileName}
            </Link>
          </TableCell>
          <TableCell phone="figure">
            <StatusChip status={item.status} />
          </TableCell>
          <TableCell phone="detail" muted>
            {moment(item.createdAt)}
          </TableCell>
          <TableCell phone="note" figure muted>
            {item.counts.total === 0 ? null : rowsText(item.counts.total)}
          </TableCell>
          <TableCell figure>
            {item.status === 'committed' || item.status === 'replaying'
              ? item.counts.new.toLocaleString(locale)
              : null}
          </TableCell>
        </TableRow>
      ))}
    </Table>
  );
}

/** The state of an import in a word. */
export function StatusChip({ status }: Pick<ImportSummary, 'status'>) {
  const tone = {
    draft: 'warning',
    failed: 'danger',
    reading: 'accent',
    committing: 'accent',
    replaying: 'accent',
  } as const;
  return (
    <Chip tone={status === 'committed' || status === 'reverted' ? 'plain' : tone[status]}>
      {STATUS_NAMES[status]}
    </Chip>
  );
}
