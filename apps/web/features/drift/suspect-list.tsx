import type { Drift, Suspect } from '@fintrack/contract';
import Link from 'next/link';
import { Amount } from '@/components/amount.tsx';
import { Chip } from '@/components/chip.tsx';
import { Day } from '@/components/day.tsx';
import { transactionsHref } from '@/lib/transactions-href.ts';
import styles from './drift.module.css';
import { MendForm } from './mend-form.tsx';
import { confidenceWord, SUSPECT_TITLES } from './words.ts';

/** The likely causes, the likeliest first, each with its rows and what takes it away. */
export function SuspectList({ drift, canWrite }: { drift: Drift; canWrite: boolean }) {
  return (
    <ol className={styles.suspects}>
      {drift.suspects.map((suspect, index) => (
        <SuspectItem
          key={JSON.stringify(suspect.mend ?? suspect.explanation)}
          {...{ suspect, drift, canWrite }}
          isFirst={index === 0}
        />
      ))}
    </ol>
  );
}

interface SuspectItemProps {
  suspect: Suspect;
  drift: Drift;
  canWrite: boolean;
  isFirst: boolean;
}

function SuspectItem({ suspect, drift, canWrite, isFirst }: SuspectItemProps) {
  const title = SUSPECT_TITLES[suspect.kind];
  const isRest = /[1-9]/u.test(suspect.leaves);
  return (
    <li className={styles.suspect}>
      <div className={styles.case}>
        <p className={styles.title}>
          {title}{' '}
          <Chip tone={suspect.confidence >= 70 ? 'accent' : 'plain'}>
            {confidenceWord(suspect.confidence)}
          </Chip>
        </p>
        <ul className={styles.evidence}>
          {suspect.rows.map((row) => (
            <EvidenceRow
              key={`${row.source} ${row.transactionId ?? row.rowNumber}`}
              row={row}
              currency={drift.currency}
            />
          ))}
        </ul>
        <p className={styles.reasons}>
          {[...suspect.reasons].join(' ')} <Remedy suspect={suspect} currency={drift.currency} />
          {isRest ? (
            <>
              {' '}
              Leaves <Amount value={suspect.leaves} currency={drift.currency} sign="always" />.
            </>
          ) : null}
        </p>
      </div>
      {canWrite && suspect.mend !== null ? (
        <MendForm {...{ drift, isFirst }} mend={suspect.mend} of={suspect.explanation} />
      ) : null}
    </li>
  );
}

function Remedy({ suspect: { mend }, currency }: { suspect: Suspect; currency: string }) {
  if (mend?.kind === 'correct_amount') {
    return (
      <>
        It would be <Amount value={mend.amount} currency={currency} />.
      </>
    );
  }
  if (mend?.kind === 'move_date' || mend?.kind === 'add_like') {
    return (
      <>
        It would stand on <Day date={mend.date} format="full" />.
      </>
    );
  }
  return null;
}

const SOURCES: Readonly<Record<Suspect['rows'][number]['source'], string>> = {
  row: '',
  deleted: 'deleted',
  line: "in the bank's file",
};

function EvidenceRow({ row, currency }: { row: Suspect['rows'][number]; currency: string }) {
  const text = row.description === '' ? 'No description' : row.description;
  const source = SOURCES[row.source];
  return (
    <li className={styles.evidenceRow}>
      <span className={styles.day}>
        <Day date={row.date} />
      </span>
      <span className={styles.text}>
        <Link href={hrefOf(row)} prefetch={false}>
          {text}
        </Link>
        {source === '' ? null : <span className={styles.source}> {source}</span>}
      </span>
      <Amount value={row.amount} currency={currency} />
    </li>
  );
}

function hrefOf(row: Suspect['rows'][number]): string {
  if (row.source === 'line') return `/import/${row.importId}`;
  if (row.source === 'row') return `/transactions/${row.transactionId}`;
  return transactionsHref({ accountId: row.accountId, from: row.date, to: row.date });
}
