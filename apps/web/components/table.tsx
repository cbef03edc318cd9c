import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './table.module.css';
import { VisuallyHidden } from './visually-hidden.tsx';

/*
 * The roles are written out because a table that is laid out as a grid on a phone loses them in some browsers.
 */

export interface TableProps {
  /** What the table lists, for screen readers. */
  caption: string;
  /** Cells of the head: TableHead. */
  head: ReactNode;
  /** Rows: TableRow, TableGroup. */
  children: ReactNode;
  /** Two-line rows on a phone; the cells say where they go with `phone`. */
  stacks?: boolean;
  stickyHead?: boolean;
}

export function Table({ caption, head, children, stacks = true, stickyHead = false }: TableProps) {
  return (
    <table
      role="table"
      className={classNames(styles.table, stacks && styles.stacks, stickyHead && styles.sticky)}
    >
      <caption>
        <VisuallyHidden>{caption}</VisuallyHidden>
      </caption>
      <thead role="rowgroup" className={styles.headGroup}>
        <tr role="row">{head}</tr>
      </thead>
      <tbody role="rowgroup" className={styles.body}>
        {children}
      </tbody>
    </table>
  );
}

export function TableHead({ figure = false, children }: { figure?: boolean; children: ReactNode }) {
  return (
    <th role="columnheader" scope="col" className={classNames(styles.head, figure && styles.figure)}>
      {children}
    </th>
  );
}

export interface TableRowProps extends Omit<ComponentProps<'tr'>, 'className' | 'style' | 'role'> {
  selected?: boolean;
  /** Rules of a statement: above a subtotal, around a total. */
  kind?: 'row' | 'subtotal' | 'total';
}

export function TableRow({ selected = false, kind = 'row', ...rest }: TableRowProps) {
  return (
    <tr
      {...rest}
      role="row"
      className={classNames(styles.row, styles[kind])}
      {...(selected ? { 'data-selected': true } : {})}
    />
  );
}

export interface TableCellProps extends Omit<ComponentProps<'td'>, 'className' | 'style' | 'role'> {
  /** Amounts and counts: tabular, at the end of the line. */
  figure?: boolean;
  muted?: boolean;
  /** Its place in the two-line row of a phone; a cell without one is left out there. */
  phone?: 'mark' | 'title' | 'figure' | 'detail' | 'note';
}

export function TableCell({ figure = false, muted = false, phone, ...rest }: TableCellProps) {
  return (
    <td
      {...rest}
      role="cell"
      data-phone={phone}
      className={classNames(styles.cell, figure && styles.figure, muted && styles.detail)}
    />
  );
}

/** A line above the rows of a day or month, with their sum at the end. */
export function TableGroup({
  title,
  figure,
  columns,
}: {
  title: ReactNode;
  figure?: ReactNode;
  columns: number;
}) {
  const withFigure = figure !== undefined;
  return (
    <tr role="row" className={styles.groupRow}>
      <th
        role="rowheader"
        scope="rowgroup"
        className={styles.group}
        colSpan={withFigure ? columns - 1 : columns}
      >
        {title}
      </th>
      {withFigure ? (
        <td role="cell" className={styles.groupFigure}>
          {figure}
        </td>
      ) : null}
    </tr>
  );
}

/** A line across the whole table: the form that is open at the row above. */
export function TableFormRow({ columns, children }: { columns: number; children: ReactNode }) {
  return (
    <tr role="row" className={styles.formRow}>
      <td role="cell" colSpan={columns}>
        {children}
      </td>
    </tr>
  );
}
