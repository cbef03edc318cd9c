import type { ImportSummary } from '@fintrack/contract';
import Link from 'next/link';
import { Checkbox } from '@/components/checkbox.tsx';
import { ActionButton } from './action-button.tsx';
import { bookImport, changeReading, discardImport } from './actions.ts';
import { AutoForm } from './auto-form.tsx';
import styles from './imports.module.css';
import { viewHref } from './row-view.ts';
import { rowsText } from './words.ts';

/** Books the new rows, all or none; says what stands in the way. */
export function CommitBar({ draft }: { draft: ImportSummary }) {
  const { id, version, counts, questions, statements, useClosingBalance } = draft;
  const hasClosing = statements.some(({ closingBalance }) => closingBalance !== null);
  const isReady = questions.length === 0;
  const added = counts.new + counts.ask;
  const booked = added + counts.match;
  return (
    <div className={styles.commit}>
      <div className={styles.commitText}>
        <strong>{added === 0 ? 'There is nothing new to book' : `${rowsText(added)} will be booked`}</strong>
        <span className={styles.muted}>{restText(draft)}</span>
        {counts.ask === 0 ? null : (
          <Link href={viewHref(id, { fate: 'ask' })} scroll={false} className={styles.warning}>
            {rowsText(counts.ask)} of them may be there already. Look at them first.
          </Link>
        )}
        {isReady ? null : <span className={styles.warning}>{questionText(draft)}</span>}
      </div>
      {hasClosing ? (
        <AutoForm
          key={version}
          action={changeReading}
          label="Closing balance"
          fields={{ importId: id, version, closing: '1' }}
        >
          <Checkbox
            label="Keep the bank's closing balance"
            name="useClosingBalance"
            defaultChecked={useClosingBalance}
          />
        </AutoForm>
      ) : null}
      <div className={styles.commitButtons}>
        <ActionButton action={discardImport} fields={{ importId: id }} look="quiet">
          Throw away
        </ActionButton>
        <ActionButton action={bookImport} fields={{ importId: id }} look="primary" isDisabled={!isReady}>
          Book {rowsText(booked)}
        </ActionButton>
      </div>
    </div>
  );
}

function restText({ counts }: ImportSummary): string {
  const rest = [
    counts.match === 0 ? '' : `${rowsText(counts.match)} brought up to date`,
    counts.duplicate === 0 ? '' : `${rowsText(counts.duplicate)} already there`,
    counts.deleted === 0 ? '' : `${rowsText(counts.deleted)} deleted before`,
    counts.skip === 0 ? '' : `${rowsText(counts.skip)} left out`,
    counts.invalid === 0 ? '' : `${rowsText(counts.invalid)} not readable`,
  ].filter((text) => text !== '');
  return rest.join(', ');
}

function questionText({ questions }: ImportSummary): string {
  const lacksAccount = questions.some(({ subject }) => subject === 'account');
  const others = questions.filter(({ subject }) => subject !== 'account').length;
  if (!lacksAccount) return others === 1 ? 'Answer the question first.' : 'Answer the questions first.';
  return others === 0 ? 'Choose the account first.' : 'Answer the questions and choose the account first.';
}
