import type { SearchProblem } from '@fintrack/contract';
import { X } from 'lucide-react';
import Link from 'next/link';
import chipStyles from '@/components/chip.module.css';
import { classNames } from '@/components/class-names.ts';
import type { SearchReading } from './load-transactions.ts';
import styles from './search-box.module.css';
import { filterHref, type TransactionFilter } from './transaction-filter.ts';

/** What cannot be read, marked where it stands. */
export function SearchProblemNote({
  id,
  text,
  problem,
}: {
  id: string;
  text: string;
  problem: SearchProblem;
}) {
  const { position, length, message, hint } = problem;
  const before = text.slice(Math.max(0, position - 24), position);
  return (
    <div id={id} role="alert" className={styles.problem}>
      <code className={styles.place} aria-hidden="true">
        {position > 24 ? '\u2026' : ''}
        {before}
        <span className={styles.wrong}>{text.slice(position, position + length)}</span>
      </code>
      <span>
        {message.charAt(0).toUpperCase() + message.slice(1)}. {hint}
      </span>
    </div>
  );
}

export interface SearchNotesProps {
  basePath: string;
  filter: TransactionFilter;
  reading: SearchReading;
}

/** How a search was understood, part by part, and which words were looked for instead of misspelt ones. */
export function SearchNotes({ basePath, filter, reading }: SearchNotesProps) {
  const query = filter.q ?? '';
  const { understood, expanded } = reading;
  if (understood.length === 0) return null;
  return (
    <div className={styles.notes}>
      <ul aria-label="Understood as" className={styles.understood}>
        {understood.map(({ position, length, label }) => (
          <li key={position} className={classNames(chipStyles.filter, chipStyles.set)}>
            <strong className={styles.part}>{label}</strong>
            <Link
              href={filterHref(basePath, filter, { q: without(query, position, length) })}
              className={chipStyles.remove}
              aria-label={`Remove ${label}`}
            >
              <X aria-hidden="true" />
            </Link>
          </li>
        ))}
      </ul>
      {expanded.length === 0 ? null : (
        <p role="status" className={styles.expanded}>
          {expanded.map(({ word, words }) => `Showing ${words.join(' and ')} for ${word}.`).join(' ')} Put it
          in quotes to look for it as it is.
        </p>
      )}
    </div>
  );
}

/** The search without one of its parts; an "or" beside it goes with it. */
function without(query: string, position: number, length: number): string | undefined {
  const rest = `${query.slice(0, position).trimEnd()} ${query.slice(position + length).trimStart()}`.trim();
  return rest === '' ? undefined : rest;
}
