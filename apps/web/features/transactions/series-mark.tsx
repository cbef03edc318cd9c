import { Repeat } from 'lucide-react';
import Link from 'next/link';
import { VisuallyHidden } from '@/components/visually-hidden.tsx';
import styles from './transaction-row.module.css';

interface SeriesMarkProps {
  series: { readonly id: string; readonly name: string };
  tabIndex: number;
}

/** Two arrows on a row that comes again and again; they lead to its series. */
export function SeriesMark({ series, tabIndex }: SeriesMarkProps) {
  return (
    <Link
      href={`/recurring/${series.id}`}
      prefetch={false}
      className={styles.series}
      title={`Recurring: ${series.name}`}
      tabIndex={tabIndex}
    >
      <Repeat aria-hidden="true" />
      <VisuallyHidden>Recurring: {series.name}</VisuallyHidden>
    </Link>
  );
}
