import Link from 'next/link';
import { Amount } from '@/components/amount.tsx';
import { Day } from '@/components/day.tsx';
import { Table, TableCell, TableHead, TableRow } from '@/components/table.tsx';
import type { Statement } from './load-statement.ts';

/** The rows that a statement holds, to look at. */
export function StatementRows({ statement: { reconciliation, rows } }: { statement: Statement }) {
  const head = (
    <>
      <TableHead>Date</TableHead>
      <TableHead>Payee</TableHead>
      <TableHead>Category</TableHead>
      <TableHead figure>Amount, {reconciliation.currency}</TableHead>
    </>
  );
  return (
    <Table caption="Rows of the statement" head={head}>
      {rows.map(({ id, date, payeeName, description, categoryName, amount }) => (
        <TableRow key={id}>
          <TableCell phone="detail" muted>
            <Day date={date} />
          </TableCell>
          <TableCell phone="title">
            <Link href={`/transactions/${id}`} prefetch={false}>
              {payeeName ?? (description === '' ? 'No description' : description)}
            </Link>
          </TableCell>
          <TableCell muted>{categoryName}</TableCell>
          <TableCell phone="figure" figure>
            <Amount value={amount} currency={reconciliation.currency} currencyDisplay="none" tone="flow" />
          </TableCell>
        </TableRow>
      ))}
    </Table>
  );
}
