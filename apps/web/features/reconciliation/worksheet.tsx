'use client';

import type { CalendarDate } from '@fintrack/core/dates';
import { useMemo, useRef, useState } from 'react';
import { Button } from '@/components/button.tsx';
import { DateField } from '@/components/date-field.tsx';
import { EmptyState } from '@/components/empty-state.tsx';
import { FormMessage } from '@/components/form-message.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { VisuallyHidden } from '@/components/visually-hidden.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { useHydrated } from '@/lib/use-hydrated.ts';
import { saveStatement } from './actions.ts';
import type { Statement } from './load-statement.ts';
import styles from './reconciliation.module.css';
import { StatementHead } from './statement-head.tsx';
import { StatementRow } from './statement-row.tsx';
import { statementSums } from './statement-sums.ts';
import { useStatementKeys } from './use-statement-keys.ts';
import { type Ticks, useTicks } from './use-ticks.ts';

/** The rows of an open statement with their ticks, and how far it is from adding up. */
export function Worksheet({ statement }: { statement: Statement }) {
  const { reconciliation, rows, isCapped } = statement;
  const ticks = useTicks(reconciliation, rows);
  const sums = useMemo(
    () => statementSums(reconciliation, rows, ticks.ids),
    [reconciliation, rows, ticks.ids],
  );
  const { form, problem, isPending } = useFormAction(saveStatement);
  const table = useRef<HTMLTableElement>(null);
  const hydrated = useHydrated();
  useStatementKeys(table, ticks.toggle);
  return (
    <form {...form} aria-label="Rows of the statement" className={styles.sheet}>
      <input type="hidden" name="accountId" value={reconciliation.accountId} />
      <input type="hidden" name="reconciliationId" value={reconciliation.id} />
      <StatementHead
        {...{ reconciliation, sums }}
        finish={
          <>
            {hydrated ? null : (
              <Button type="submit" name="intent" value="save">
                Save ticks
              </Button>
            )}
            <Button
              type="submit"
              name="intent"
              value="finish"
              look="primary"
              isPending={isPending}
              isDisabled={hydrated && !sums.isEven}
            >
              Finish
            </Button>
          </>
        }
      />
      <ProblemMessage problem={problem} />
      {isCapped ? (
        <FormMessage tone="warning">
          These are the oldest {rows.length} rows. Finish an earlier statement first to see the rest.
        </FormMessage>
      ) : null}
      {rows.length === 0 ? (
        <EmptyState sentence="No posted row waits for this statement." />
      ) : (
        <>
          <TickTools rows={rows} ticks={ticks} />
          <table ref={table} className={styles.rows}>
            <caption>
              <VisuallyHidden>Rows to tick</VisuallyHidden>
            </caption>
            <RowsHead currency={reconciliation.currency} />
            <tbody>
              {rows.map((row) => (
                <StatementRow
                  key={row.id}
                  row={row}
                  currency={reconciliation.currency}
                  isTicked={ticks.ids.has(row.id)}
                  onToggle={ticks.toggle}
                />
              ))}
            </tbody>
          </table>
        </>
      )}
    </form>
  );
}

function RowsHead({ currency }: { currency: string }) {
  return (
    <thead>
      <tr>
        <th scope="col">
          <VisuallyHidden>On the statement</VisuallyHidden>
        </th>
        <th scope="col">Date</th>
        <th scope="col">Payee</th>
        <th scope="col" className={styles.amount}>
          Amount, {currency}
        </th>
      </tr>
    </thead>
  );
}

/** Many ticks at once; where JavaScript runs. */
function TickTools({ rows, ticks }: { rows: Statement['rows']; ticks: Ticks }) {
  const hydrated = useHydrated();
  const [until, setUntil] = useState<CalendarDate | null>(rows.at(-1)?.date ?? null);
  if (!hydrated) return null;
  return (
    <div className={styles.tools}>
      <DateField label="Up to" name="until" defaultValue={until ?? undefined} onDate={setUntil} />
      <Button
        isDisabled={until === null}
        onPress={() =>
          ticks.setAll(rows.filter((row) => until !== null && row.date <= until).map((row) => row.id))
        }
      >
        Tick all up to that day
      </Button>
      <Button look="quiet" onPress={() => ticks.setAll([])}>
        Untick all
      </Button>
    </div>
  );
}
