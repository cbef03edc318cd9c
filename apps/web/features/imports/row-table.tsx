import type { ImportRow, ImportSummary } from '@fintrack/contract';
import Link from 'next/link';
import { Chip } from '@/components/chip.tsx';
import { Day } from '@/components/day.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { Section } from '@/components/section.tsx';
import styles from './imports.module.css';
import { MatchBeside } from './match-beside.tsx';
import { RowAmount } from './row-amount.tsx';
import { RowCorrection } from './row-correction.tsx';
import { DecideAll, RowDecision } from './row-decision.tsx';
import { RowFilled } from './row-filled.tsx';
import { RowKeys } from './row-keys.tsx';
import { type RowView, viewHref, viewQuery } from './row-view.ts';
import { FATE_NAMES } from './words.ts';

export interface RowTableProps {
  draft: ImportSummary;
  rows: readonly ImportRow[];
  nextCursor: string | null;
  view: RowView;
  canWrite: boolean;
}

/** What becomes of each row, and why. */
export function RowTable({ draft, rows, nextCursor, view, canWrite }: RowTableProps) {
  const isOpen = draft.status === 'draft' && canWrite;
  return (
    <Section
      title={draft.status === 'draft' ? 'What will be booked' : 'The rows of the file'}
      action={<FateFilter {...{ draft, view }} />}
    >
      {isOpen && view.fate !== undefined ? (
        <DecideAll fate={view.fate} count={draft.counts[view.fate]} importId={draft.id} view={view} />
      ) : null}
      {isOpen ? <RowKeys /> : null}
      <div className={styles.scroll} role="region" aria-label="Rows of the file" tabIndex={0}>
        <table role="table" className={styles.rows}>
          <caption className={styles.caption}>Rows of the file and what becomes of them</caption>
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" scope="col">
                Line
              </th>
              <th role="columnheader" scope="col">
                Date
              </th>
              <th role="columnheader" scope="col">
                Payee, description
              </th>
              <th role="columnheader" scope="col" className={styles.end}>
                Amount
              </th>
              <th role="columnheader" scope="col">
                What becomes of it
              </th>
              {isOpen ? (
                <th role="columnheader" scope="col">
                  Change
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {rows.map((row) => (
              <Row key={row.rowNumber} {...{ row, draft, view, isOpen }} />
            ))}
          </tbody>
        </table>
        {rows.length === 0 ? <p className={styles.none}>No row is like that.</p> : null}
      </div>
      <div className={styles.pages}>
        {view.after === undefined ? null : (
          <LinkButton href={viewHref(draft.id, { fate: view.fate })} scroll={false}>
            From the first row
          </LinkButton>
        )}
        {nextCursor === null ? null : (
          <LinkButton href={viewHref(draft.id, { fate: view.fate, after: nextCursor })} scroll={false}>
            Next rows
          </LinkButton>
        )}
      </div>
    </Section>
  );
}

function FateFilter({ draft, view }: { draft: ImportSummary; view: RowView }) {
  const fates = FATES.filter((fate) => draft.counts[fate] > 0);
  return (
    <nav aria-label="Rows by what becomes of them" className={styles.fates}>
      <LinkButton
        href={viewHref(draft.id, {})}
        scroll={false}
        small
        look={view.fate === undefined ? 'secondary' : 'quiet'}
      >
        All {draft.counts.total.toLocaleString('en-US')}
      </LinkButton>
      {fates.map((fate) => (
        <LinkButton
          key={fate}
          href={viewHref(draft.id, { fate })}
          scroll={false}
          small
          look={view.fate === fate ? 'secondary' : 'quiet'}
          aria-current={view.fate === fate ? 'true' : undefined}
        >
          {FATE_NAMES[fate]} {draft.counts[fate].toLocaleString('en-US')}
        </LinkButton>
      ))}
    </nav>
  );
}

const FATES = ['ask', 'new', 'match', 'duplicate', 'deleted', 'skip', 'invalid'] as const;

interface RowProps {
  row: ImportRow;
  draft: ImportSummary;
  view: RowView;
  isOpen: boolean;
}

function Row({ row, draft, view, isOpen }: RowProps) {
  const title = row.payee ?? row.description;
  const { match } = row;
  const weighed = match !== null && (match.score !== null || row.fate === 'match') ? match : null;
  return (
    <>
      <tr role="row" data-fate={row.fate} title={row.raw} tabIndex={-1}>
        <td role="cell" className={styles.lineNumber}>
          {row.line}
        </td>
        <td role="cell" className={styles.date}>
          {row.date === null ? '' : <Day date={row.date} />}
        </td>
        <td role="cell" className={styles.what}>
          {title === null ? <span className={styles.raw}>{row.raw}</span> : title}
          {row.payee === null || row.description === null || row.description === row.payee ? null : (
            <span className={styles.muted}> {row.description}</span>
          )}
          <RowFilled filled={row.filled} />
        </td>
        <td role="cell" className={styles.end}>
          <RowAmount amount={row.amount} currency={row.currency} />
        </td>
        <td role="cell" className={styles.fate}>
          <Chip tone={TONES[row.fate]}>{row.transactionId === null ? FATE_NAMES[row.fate] : 'Booked'}</Chip>{' '}
          <span className={styles.muted}>
            {row.transactionId === null && weighed === null ? row.reason : null} <RowLink row={row} />
          </span>
        </td>
        {isOpen ? (
          <td role="cell" className={styles.change}>
            <RowDecision row={row} importId={draft.id} view={view} />
            <Correcting {...{ row, draft, view }} />
          </td>
        ) : null}
      </tr>
      {weighed === null ? null : (
        <tr role="row" data-beside={row.fate}>
          <td role="cell" colSpan={isOpen ? 6 : 5}>
            <MatchBeside row={row} match={weighed} />
          </td>
        </tr>
      )}
    </>
  );
}

/** A row that cannot be read is corrected where it stands; any other when it is asked for. */
function Correcting({ row, draft, view }: Omit<RowProps, 'isOpen'>) {
  const isEdited = view.edit === String(row.rowNumber);
  if (row.fate === 'invalid' || isEdited) {
    const after = viewQuery({ ...view, edit: undefined });
    return <RowCorrection row={row} importId={draft.id} view={after} isOpen={isEdited} />;
  }
  if (row.fate !== 'new' && row.fate !== 'ask') return null;
  return (
    <LinkButton
      href={viewHref(draft.id, { ...view, edit: String(row.rowNumber) })}
      scroll={false}
      small
      look="quiet"
    >
      Correct<span className={styles.caption}> line {row.line}</span>
    </LinkButton>
  );
}

const TONES = {
  new: 'accent',
  match: 'accent',
  ask: 'warning',
  duplicate: 'plain',
  deleted: 'plain',
  skip: 'plain',
  invalid: 'danger',
} as const;

function RowLink({ row: { matchedTransactionId, transactionId } }: { row: ImportRow }) {
  const id = transactionId ?? matchedTransactionId;
  return id === null ? null : <Link href={`/transactions/${id}`}>Show it</Link>;
}
