import type { ImportRow, ImportRowMatch } from '@fintrack/contract';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Amount } from '@/components/amount.tsx';
import { Day } from '@/components/day.tsx';
import { VisuallyHidden } from '@/components/visually-hidden.tsx';
import styles from './imports.module.css';
import { TRANSACTION_STATUS_NAMES } from './words.ts';

export interface MatchBesideProps {
  row: ImportRow;
  match: ImportRowMatch;
}

/** A line of the bank beside the row here that it may be, with what speaks for it. */
export function MatchBeside({ row, match }: MatchBesideProps) {
  return (
    <details className={styles.beside} open={row.fate === 'ask'}>
      <summary>
        Compare with the row here
        {match.score === null ? null : <span className={styles.muted}> · {match.score} of 100 alike</span>}
      </summary>
      <table className={styles.compared}>
        <caption className={styles.caption}>Line {row.line} beside the row here</caption>
        <thead>
          <tr>
            <th scope="col">
              <VisuallyHidden>What</VisuallyHidden>
            </th>
            <th scope="col">The bank's line</th>
            <th scope="col">
              <Link href={`/transactions/${match.transactionId}`}>The row here</Link>
            </th>
          </tr>
        </thead>
        <tbody>
          <Fact name="Date" here={<Day date={match.date} />}>
            {row.date === null ? null : <Day date={row.date} />}
          </Fact>
          <Fact name="Amount" here={<Amount value={match.amount} currency={match.currency} tone="flow" />}>
            {row.amount === null ? null : (
              <Amount value={row.amount} currency={row.currency ?? match.currency} tone="flow" />
            )}
          </Fact>
          <Fact name="The bank's text" here={match.bankText ?? 'None: it was typed'}>
            {row.description}
          </Fact>
          <Fact
            name="State"
            here={match.isDeleted ? 'Deleted by you' : TRANSACTION_STATUS_NAMES[match.status]}
          >
            {TRANSACTION_STATUS_NAMES[row.status]}
          </Fact>
          <Own match={match} />
        </tbody>
      </table>
      {match.score === null ? null : (
        <ul className={styles.why}>
          {match.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
    </details>
  );
}

/** What was made of the row here, and stays whatever is decided. */
function Own({ match }: { match: ImportRowMatch }) {
  const facts = [
    ['Description', match.description === match.bankText ? null : match.description],
    ['Payee', match.payee],
    ['Category', match.category],
    ['Notes', match.notes],
  ].filter(([, value]) => value !== null);
  return facts.map(([name, value]) => <Fact key={name} name={name ?? ''} here={value} />);
}

interface FactProps {
  name: string;
  here: ReactNode;
  /** What the bank's line says. */
  children?: ReactNode;
}

function Fact({ name, here, children }: FactProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{children}</td>
      <td>{here}</td>
    </tr>
  );
}
