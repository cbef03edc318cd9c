import type { Tag } from '@fintrack/contract';
import Link from 'next/link';
import { Fragment, type ReactNode } from 'react';
import { CategoryDot } from '@/components/category-dot.tsx';
import { Day } from '@/components/day.tsx';
import styles from '@/components/name-list/name-list.module.css';
import { SelectCell } from '@/components/name-list/select-cell.tsx';
import { SortHead } from '@/components/name-list/sort-head.tsx';
import { Table, TableCell, TableHead, TableRow } from '@/components/table.tsx';
import { VisuallyHidden } from '@/components/visually-hidden.tsx';
import { countOf } from '@/lib/count-of.ts';
import { categoryHue } from '@/lib/hue.ts';
import { type NameList, nameListHref } from '@/lib/name-list.ts';

export interface TagTableProps {
  tags: readonly Tag[];
  view: NameList;
  canWrite: boolean;
  /** The form that is open at a tag. */
  formOf: (tag: Tag) => ReactNode;
}

/** Tags with their use. Ticks, order and open forms work by links and a plain form. */
export function TagTable({ tags, view, formOf, ...row }: TagTableProps) {
  const head = (
    <>
      {row.canWrite ? (
        <TableHead>
          <VisuallyHidden>Selected</VisuallyHidden>
        </TableHead>
      ) : null}
      <SortHead view={view} sort="name" label="Tag" />
      <SortHead view={view} sort="-lastUsed" label="Last used" />
      <SortHead view={view} sort="-transactions" label="Transactions" figure />
    </>
  );
  return (
    <Table caption="Tags" head={head}>
      {tags.map((tag) => (
        <Fragment key={tag.id}>
          <TagRow tag={tag} view={view} {...row} />
          {formOf(tag)}
        </Fragment>
      ))}
    </Table>
  );
}

type TagRowProps = Omit<TagTableProps, 'tags' | 'formOf'> & { tag: Tag };

function TagRow({ tag, view, canWrite }: TagRowProps) {
  const { id, name, transactionCount, lastUsedOn } = tag;
  const isSelected = view.selectedIds.includes(id);
  const label = tag.color === null ? name : <CategoryDot name={name} hue={categoryHue(tag)} />;
  return (
    <TableRow selected={isSelected}>
      {canWrite ? <SelectCell id={id} name={name} isSelected={isSelected} /> : null}
      <TableCell phone="title">
        {canWrite ? (
          <Link href={nameListHref(view, { edit: id })} scroll={false} className={styles.name}>
            {label}
          </Link>
        ) : (
          label
        )}
      </TableCell>
      <TableCell phone="detail" muted>
        {lastUsedOn === null ? null : <Day date={lastUsedOn} />}
      </TableCell>
      <TableCell figure phone="figure">
        {transactionCount === 0 ? null : (
          <Link
            href={`/transactions?${new URLSearchParams({ tag: name }).toString()}`}
            className={styles.count}
          >
            {countOf(transactionCount, 'transaction', 'transactions')}
          </Link>
        )}
      </TableCell>
    </TableRow>
  );
}
