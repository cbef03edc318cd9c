import type { Payee } from '@fintrack/contract';
import Link from 'next/link';
import { Fragment, type ReactNode } from 'react';
import { Amount } from '@/components/amount.tsx';
import { CategoryDot } from '@/components/category-dot.tsx';
import { Checkbox } from '@/components/checkbox.tsx';
import { Day } from '@/components/day.tsx';
import { Table, TableCell, TableHead, TableRow } from '@/components/table.tsx';
import { VisuallyHidden } from '@/components/visually-hidden.tsx';
import { countOf } from '@/lib/count-of.ts';
import { type NameList, type NameSort, nameListHref } from '@/lib/name-list.ts';
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
  /** The form that the ticks belong to. */
  selectionFormId: string;
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

interface SortHeadProps {
  view: NameList;
  sort: NameSort;
  label: string;
  figure?: boolean;
}

function SortHead({ view, sort, label, figure = false }: SortHeadProps) {
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

type PayeeRowProps = Omit<PayeeTableProps, 'payees' | 'formOf'> & { payee: Payee };

function PayeeRow({ payee, view, categories, canWrite, selectionFormId }: PayeeRowProps) {
  const { id, name, aliases, totals, transactionCount, lastUsedOn } = payee;
  const category = payee.defaultCategoryId === null ? undefined : categories.get(payee.defaultCategoryId);
  const isSelected = view.selectedIds.includes(id);
  return (
    <TableRow selected={isSelected}>
      {canWrite ? (
        <TableCell phone="mark">
          <Checkbox
            label={`Select ${name}`}
            hideLabel
            name="select"
            value={id}
            form={selectionFormId}
            defaultChecked={isSelected}
          />
        </TableCell>
      ) : null}
      <TableCell phone="title">
        {canWrite ? (
          <Link href={nameListHref(view, { edit: id })} scroll={false} className={styles.name}>
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
          <Link href={`/transactions?payeeId=${id}`} className={styles.count}>
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
