import type { BalanceValidation } from '@fintrack/contract';
import { FormMessage } from '@/components/form-message.tsx';
import { Table, TableCell, TableHead, TableRow } from '@/components/table.tsx';

/** What recomputing every total from the rows has found. */
export function TotalsResult({ validation }: { validation: BalanceValidation }) {
  if (validation.totalsAgree === null) return null;
  if (validation.totalsAgree) {
    return <FormMessage tone="done">Every total was worked out again from its rows, and agrees.</FormMessage>;
  }
  const head = (
    <>
      <TableHead>Total</TableHead>
      <TableHead>Period</TableHead>
      <TableHead figure>Kept</TableHead>
      <TableHead figure>Of the rows</TableHead>
    </>
  );
  return (
    <>
      <FormMessage tone="problem">
        {validation.differences.length} totals are not what their rows give. Tell whoever runs this FinTrack.
      </FormMessage>
      <Table caption="Totals that differ from their rows" head={head}>
        {validation.differences.map(({ total, accountId, categoryId, period, stored, actual }) => (
          <TableRow key={`${total} ${accountId} ${categoryId} ${period}`}>
            <TableCell phone="title">{total.replaceAll('_', ' ')}</TableCell>
            <TableCell phone="detail">{period}</TableCell>
            <TableCell phone="note" figure>
              {stored}
            </TableCell>
            <TableCell phone="figure" figure>
              {actual}
            </TableCell>
          </TableRow>
        ))}
      </Table>
    </>
  );
}
