import Link from 'next/link';
import { Amount } from '../amount.tsx';
import { Table, TableCell, TableHead, TableRow } from '../table.tsx';
import styles from './chart.module.css';

export interface ChartTableProps {
  caption: string;
  currency: string;
  /** The first column is what is measured, the others are amounts. */
  columns: readonly string[];
  /** For figures that are no amounts. */
  figureText?: ((value: string) => string) | undefined;
  rows: readonly { label: string; href?: string | undefined; amounts: readonly (string | undefined)[] }[];
}

/** The figures behind a chart, for screen readers and whoever would rather read them. */
export function ChartTable({ caption, currency, columns, figureText, rows }: ChartTableProps) {
  return (
    <details className={styles.table}>
      <summary>Show as table</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard. */}
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={`${caption} as a table`}>
        <Table
          caption={caption}
          stacks={false}
          head={columns.map((column, index) => (
            <TableHead key={column} figure={index > 0}>
              {column}
            </TableHead>
          ))}
        >
          {rows.map((row) => (
            <TableRow key={row.label}>
              <TableCell>
                {row.href === undefined ? row.label : <Link href={row.href}>{row.label}</Link>}
              </TableCell>
              {row.amounts.map((amount, index) => (
                <TableCell key={columns[index + 1]} figure>
                  {amount === undefined
                    ? ''
                    : (figureText?.(amount) ?? <Amount value={amount} currency={currency} />)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </Table>
      </div>
    </details>
  );
}
