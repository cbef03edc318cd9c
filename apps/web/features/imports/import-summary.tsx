import type { ImportSummary as Import } from '@fintrack/contract';
import { FormMessage } from '@/components/form-message.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { ActionButton } from './action-button.tsx';
import { undoImport } from './actions.ts';
import styles from './imports.module.css';
import { rowsText } from './words.ts';

/** What was booked, with Undo. */
export function ImportSummary({ done, canWrite }: { done: Import; canWrite: boolean }) {
  const { id, counts, status } = done;
  if (status === 'reverted') {
    return (
      <FormMessage tone="done">
        This import was undone. Its rows are out of the books; the file can be imported again.
      </FormMessage>
    );
  }
  const others = counts.total - counts.new - counts.match;
  return (
    <FormMessage tone="done">
      <strong>{rowsText(counts.new)} booked.</strong>
      {counts.match === 0 ? null : <span>{rowsText(counts.match)} brought a row here up to date.</span>}
      {others === 0 ? null : <span>{rowsText(others)} left out, for the reasons below.</span>}
      <div className={styles.summaryActions}>
        <LinkButton href={`/transactions?importId=${id}`} look="primary">
          Show the transactions
        </LinkButton>
        {canWrite ? (
          <>
            <ActionButton action={undoImport} fields={{ importId: id }}>
              Undo the import
            </ActionButton>
            <LinkButton href={`/import/${id}/replay`}>Read it again</LinkButton>
            <details>
              <summary>Rows were edited since?</summary>
              <p>
                Undo leaves everything where it is when a row was edited later. This takes back all the
                others:
              </p>
              <ActionButton action={undoImport} fields={{ importId: id, force: '1' }}>
                Undo all but the edited rows
              </ActionButton>
            </details>
          </>
        ) : null}
      </div>
    </FormMessage>
  );
}
