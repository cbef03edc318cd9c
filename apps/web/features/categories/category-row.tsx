import type { Category } from '@fintrack/contract';
import { Pencil, Plus, Trash2 } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { CategoryDot } from '@/components/category-dot.tsx';
import { Chip } from '@/components/chip.tsx';
import { categoryHue } from '@/lib/hue.ts';
import { transactionsHref } from '@/lib/transactions-href.ts';
import styles from './categories.module.css';
import { countOf } from './count-of.ts';
import { addBelowHref, deleteHref, editHref } from './hrefs.ts';

export interface CategoryRowProps {
  category: Category;
  canWrite: boolean;
  /** The form that is open at this category. */
  children: ReactNode;
}

export function CategoryRow({ category, canWrite, children }: CategoryRowProps) {
  const { id, name, depth, isActive, totalTransactionCount } = category;
  const label = <CategoryDot hue={categoryHue(category)} name={name} />;
  return (
    <li className={styles.item} data-depth={depth}>
      <div className={styles.row}>
        {canWrite ? (
          <Link href={editHref(id)} scroll={false} className={styles.name}>
            {label}
          </Link>
        ) : (
          <span className={styles.name}>{label}</span>
        )}
        {isActive ? null : <Chip>Not offered</Chip>}
        {totalTransactionCount === 0 ? null : (
          <Link href={transactionsHref({ categoryId: id })} className={styles.count}>
            {countOf(totalTransactionCount, 'transaction', 'transactions')}
          </Link>
        )}
        {canWrite ? (
          <span className={styles.tools}>
            <RowLink href={editHref(id)} label={`Edit ${name}`} icon={<Pencil aria-hidden="true" />} />
            <RowLink href={addBelowHref(id)} label={`Add below ${name}`} icon={<Plus aria-hidden="true" />} />
            <RowLink href={deleteHref(id)} label={`Delete ${name}`} icon={<Trash2 aria-hidden="true" />} />
          </span>
        ) : null}
      </div>
      {children}
    </li>
  );
}

function RowLink({ href, label, icon }: { href: string; label: string; icon: ReactNode }) {
  return (
    <Link href={href} scroll={false} className={styles.tool} aria-label={label} title={label}>
      {icon}
    </Link>
  );
}
