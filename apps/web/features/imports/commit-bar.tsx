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
  return (
    <div className={styles.commit}>
      <div className={styles.commitText}>
        <strong>{headText(draft)}</strong>
        <span className={styles.muted}>{restText(draft)}</span>
        {counts.ask === 0 ? null : (
          <Link href={viewHref(id, { fate: 'ask' })} scroll={false} className={styles.warning}>
            {rowsText(counts.ask)} may be there already. Look at {counts.ask === 1 ? 'it' : 'them'} first, or
            say here what becomes of {counts.ask === 1 ? 'it' : 'them'}.
          </Link>
        )}
        {questions.length === 0 ? null : <span className={styles.warning}>{questionText(draft)}</span>}
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
        <BookButtons draft={draft} />
      </div>
    </div>
  );
}

/** One button, or two where it has to be said what becomes of the rows that may be there already. */
function BookButtons({ draft: { id, counts, questions } }: { draft: ImportSummary }) {
  const isDisabled = questions.length > 0;
  const sure = counts.new + counts.match;
  if (counts.ask === 0) {
    return (
      <ActionButton action={bookImport} fields={{ importId: id }} look="primary" isDisabled={isDisabled}>
        Book {rowsText(sure)}
      </ActionButton>
    );
  }
  return (
    <>
      <ActionButton
        action={bookImport}
        fields={{ importId: id, undecided: 'book' }}
        look="secondary"
        isDisabled={isDisabled}
      >
        Book all {rowsText(sure + counts.ask)}
      </ActionButton>
      <ActionButton
        action={bookImport}
        fields={{ importId: id, undecided: 'skip' }}
        look="primary"
        isDisabled={isDisabled}
      >
        {sure === 0 ? `Leave ${rowsText(counts.ask)} out` : `Book ${rowsText(sure)}, leave ${counts.ask} out`}
      </ActionButton>
    </>
  );
}

function headText({ counts }: ImportSummary): string {
  if (counts.new > 0) return `${rowsText(counts.new)} will be booked`;
  return counts.ask > 0 ? 'Nothing is new for certain' : 'There is nothing new to book';
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
