import type { ImportReplay, ReplayRow } from '@fintrack/contract';
import Link from 'next/link';
import { Chip } from '@/components/chip.tsx';
import { Day } from '@/components/day.tsx';
import { FormMessage } from '@/components/form-message.tsx';
import { Section } from '@/components/section.tsx';
import { ActionButton } from './action-button.tsx';
import { applyReplay } from './actions.ts';
import styles from './imports.module.css';
import { RowAmount } from './row-amount.tsx';
import { REPLAY_CHANGE_NAMES, REPLAY_FIELD_NAMES, rowsText } from './words.ts';

export interface ReplayResultProps {
  replay: ImportReplay;
  /** The form's fields, to be sent again when it is applied. */
  reading: string;
  canWrite: boolean;
  /** How many differences come before those that are shown. */
  offset: number;
  /** The address that shows the differences from another place. */
  hrefFrom: (offset: number) => string;
}

/** What a replay would change, row by row, and the button that does it. */
export function ReplayResult({ replay, reading, canWrite, offset, hrefFrom }: ReplayResultProps) {
  const { counts, rows, questions } = replay;
  const [question] = questions;
  if (question) {
    return <FormMessage tone="warning">{question.text} Answer it above; nothing was compared.</FormMessage>;
  }
  const total = counts.added + counts.changed + counts.removed;
  return (
    <Section title="What would be different" description={summaryOf(counts)}>
      {total > 0 && canWrite ? (
        <ActionButton action={applyReplay} fields={{ importId: replay.import.id, reading }} look="primary">
          Change {rowsText(total)}
        </ActionButton>
      ) : null}
      {rows.length === 0 ? null : (
        <div className={styles.scroll} role="region" aria-label="Rows that would be different" tabIndex={0}>
          <table role="table" className={styles.rows}>
            <caption className={styles.caption}>Rows that would be different</caption>
            <thead role="rowgroup">
              <tr role="row">
                <th role="columnheader" scope="col">
                  Line
                </th>
                <th role="columnheader" scope="col">
                  Row
                </th>
                <th role="columnheader" scope="col" className={styles.end}>
                  Amount
                </th>
                <th role="columnheader" scope="col">
                  What becomes of it
                </th>
              </tr>
            </thead>
            <tbody role="rowgroup">
              {rows.map((row) => (
                <Row key={`${row.line} ${row.transactionId ?? ''}`} row={row} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Pages
        {...{ offset, hrefFrom }}
        shown={rows.length}
        all={total + counts.kept}
        reachable={replay.reachable}
      />
    </Section>
  );
}

/** So many differences the API shows at a time. */
const PAGE_ROWS = 500;

interface PagesProps {
  shown: number;
  all: number;
  /** So many of them can be looked at. */
  reachable: number;
  offset: number;
  hrefFrom: (offset: number) => string;
}

/** Which of the differences are shown, and the way to the others. */
function Pages({ shown, all, reachable, offset, hrefFrom }: PagesProps) {
  if (all <= PAGE_ROWS && offset === 0) return null;
  const number = (value: number): string => value.toLocaleString('en-US');
  return (
    <nav aria-label="More rows that would be different" className={styles.fates}>
      <span className={styles.muted}>
        {shown === 0 ? 'No more rows' : `${number(offset + 1)} to ${number(offset + shown)}`} of {number(all)}
        {reachable < all ? `; the first ${number(reachable)} can be looked at here` : ''}
      </span>
      {offset === 0 ? null : <Link href={hrefFrom(Math.max(0, offset - PAGE_ROWS))}>Earlier rows</Link>}
      {offset + shown >= reachable ? null : <Link href={hrefFrom(offset + shown)}>Later rows</Link>}
    </nav>
  );
}

function summaryOf(counts: ImportReplay['counts']): string {
  const parts = [
    counts.added === 0 ? '' : `${rowsText(counts.added)} added`,
    counts.changed === 0 ? '' : `${rowsText(counts.changed)} changed`,
    counts.removed === 0 ? '' : `${rowsText(counts.removed)} taken out`,
    counts.kept === 0 ? '' : `${rowsText(counts.kept)} kept as you made them`,
    `${rowsText(counts.unchanged)} as before`,
  ];
  return `${parts.filter((part) => part !== '').join(', ')}.`;
}

function Row({ row }: { row: ReplayRow }) {
  return (
    <tr role="row" data-fate={FATE_OF[row.change]}>
      <td role="cell" className={styles.lineNumber}>
        {row.line}
      </td>
      <td role="cell" className={styles.what}>
        {row.date === null ? null : <Day date={row.date} />}{' '}
        {row.transactionId === null ? (
          row.description
        ) : (
          <Link href={`/transactions/${row.transactionId}`}>{row.description}</Link>
        )}
      </td>
      <td role="cell" className={styles.end}>
        <RowAmount amount={row.amount} currency={row.currency} />
      </td>
      <td role="cell" className={styles.fate}>
        <Chip tone={row.change === 'removed' ? 'danger' : row.change === 'kept' ? 'plain' : 'accent'}>
          {REPLAY_CHANGE_NAMES[row.change]}
        </Chip>{' '}
        <span className={styles.muted}>{row.reason}</span>
        <ul className={styles.why}>
          {row.fields.map((field) => (
            <li key={field.name}>
              {REPLAY_FIELD_NAMES[field.name]}: {field.before ?? 'none'} → {field.after ?? 'none'}
              {field.kept ? ' (yours, kept)' : ''}
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}

const FATE_OF = { added: 'new', changed: 'match', removed: 'invalid', kept: 'skip' } as const;
