import type { Reconciliation } from '@fintrack/contract';
import Link from 'next/link';
import { Amount } from '@/components/amount.tsx';
import { Chip } from '@/components/chip.tsx';
import { Day } from '@/components/day.tsx';
import { Table, TableCell, TableHead, TableRow } from '@/components/table.tsx';

/** The statements that were reconciled, newest first. */
export function StatementList({ statements }: { statements: readonly Reconciliation[] }) {
  const head = (
    <>
      <TableHead>Statement of</TableHead>
      <TableHead>State</TableHead>
      <TableHead figure>Rows</TableHead>
      <TableHead figure>Ends with</TableHead>
    </>
  );
  return (
    <Table caption="Reconciled statements" head={head}>
      {statements.map((statement) => (
        <TableRow key={statement.id}>
          <TableCell phone="title">
            <Link href={`/accounts/${statement.accountId}/reconcile?statement=${statement.id}`}>
              <Day date={statement.statementDate} format="full" />
            </Link>
          </TableCell>
          <TableCell phone="detail">
            <State statement={statement} />
          </TableCell>
          <TableCell figure>{statement.tickedCount}</TableCell>
          <TableCell phone="figure" figure>
            <Amount value={statement.closingBalance} currency={statement.currency} />
          </TableCell>
        </TableRow>
      ))}
    </Table>
  );
}

function State({ statement: { status, unlockReason } }: { statement: Reconciliation }) {
  if (status === 'finished') return <Chip tone="accent">Locked</Chip>;
  return (
    <>
      <Chip tone="warning">Unlocked</Chip> {unlockReason}
    </>
  );
}
