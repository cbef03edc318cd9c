import Link from 'next/link';
import { type NameList, type NameSort, nameListHref } from '@/lib/name-list.ts';
import { TableHead } from '../table.tsx';
import { VisuallyHidden } from '../visually-hidden.tsx';
import styles from './name-list.module.css';

export interface SortHeadProps {
  view: NameList;
  sort: NameSort;
  label: string;
  figure?: boolean;
}

/** A column's head that the list can be sorted by: a link. */
export function SortHead({ view, sort, label, figure = false }: SortHeadProps) {
  const isCurrent = view.sort === sort;
  return (
    <TableHead figure={figure}>
      <Link
        href={nameListHref({ ...view, sort })}
        className={styles.sort}
        aria-current={isCurrent ? 'true' : undefined}
      >
        {label}
        <VisuallyHidden>{isCurrent ? ', sorted by it' : ', sort by it'}</VisuallyHidden>
      </Link>
    </TableHead>
  );
}
