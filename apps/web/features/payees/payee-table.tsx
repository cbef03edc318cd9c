import type { Payee } from '@fintrack/contract';
import Link from 'next/link';
import { Fragment, type ReactNode } from 'react';
import { Amount } from '@/components/amount.tsx';
import { CategoryDot } from '@/components/category-dot.tsx';
import { Day } from '@/components/day.tsx';
import nameStyles from '@/components/name-list/name-list.module.css';
import { SelectCell } from '@/components/name-list/select-cell.tsx';
import { SortHead } from '@/components/name-list/sort-head.tsx';
import { Table, TableCell, TableHead, TableRow } from '@/components/table.tsx';
import { VisuallyHidden } from '@/components/visually-hidden.tsx';
import { countOf } from '@/lib/count-of.ts';
import { type NameList, nameListHref } from '@/lib/name-list.ts';
import styles from './payees.module.css';

export interface PayeeCategory {
  readonly name: string;
  readonly hue: number;
}

export interface PayeeTableProps {
  payees: readonly Payee[];
  view: NameList;
  categories: ReadonlyMap<string, PayeeCategory>;
  canWrite: boolean;
  /** The form that is open at a payee. */
  formOf: (payee: Payee) => ReactNode;
}

/** Payees with what they are used for. Ticks, order and open forms work by links and a plain form. */
export function PayeeTable({ payees, view, formOf, ...row }: PayeeTableProps) {
  const head = (
    <>
      {row.canWrite ? (
        <TableHead>
          <VisuallyHidden>Selected</VisuallyHidden>
        </TableHead>
      ) : null}
      <SortHead view={view} sort="name" label="Payee" />
      <TableHead>Category of new rows</TableHead>
      <SortHead view={view} sort="-lastUsed" label="Last used" />
      <SortHead view={view} sort="-transactions" label="Transactions" figure />
      <TableHead figure>Sum</TableHead>
    </>
  );
  return (
    <Table caption="Payees" head={head}>
      {payees.map((payee) => (
        <Fragment key={payee.id}>
          <PayeeRow payee={payee} view={view} {...row} />
          {formOf(payee)}
        </Fragment>
      ))}
    </Table>
  );
}

type PayeeRowProps = Omit<PayeeTableProps, 'payees' | 'formOf'> & { payee: Payee };

function PayeeRow({ payee, view, categories, canWrite }: PayeeRowProps) {
  const { id, name, aliases, totals, transactionCount, lastUsedOn } = payee;
  const category = payee.defaultCategoryId === null ? undefined : categories.get(payee.defaultCategoryId);
  const isSelected = view.selectedIds.includes(id);
  return (
    <TableRow selected={isSelected}>
      {canWrite ? <SelectCell id={id} name={name} isSelected={isSelected} /> : null}
      <TableCell phone="title">
        {canWrite ? (
          <Link href={nameListHref(view, { edit: id })} scroll={false} className={nameStyles.name}>
            {name}
          </Link>
        ) : (
          name
        )}
        {aliases.length === 0 ? null : <span className={styles.aliases}>also {aliases.join(', ')}</span>}
      </TableCell>
      <TableCell phone="detail">
        {category === undefined ? null : <CategoryDot name={category.name} hue={category.hue} />}
      </TableCell>
      <TableCell muted>{lastUsedOn === null ? null : <Day date={lastUsedOn} />}</TableCell>
      <TableCell figure phone="note">
        {transactionCount === 0 ? null : (
          <Link href={`/transactions?payeeId=${id}`} className={nameStyles.count}>
            {countOf(transactionCount, 'transaction', 'transactions')}
          </Link>
        )}
      </TableCell>
      <TableCell figure phone="figure">
        <span className={styles.sums}>
          {totals.map(({ currency, net }) => (
            <Amount key={currency} value={net} currency={currency} tone="flow" />
          ))}
        </span>
      </TableCell>
    </TableRow>
  );
}
