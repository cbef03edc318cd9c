import Link from 'next/link';
import styles from './history.module.css';
import { type HistoryQuery, historyHref } from './history-query.ts';

/** What the history can be narrowed to. */
const KINDS: readonly { readonly kind: HistoryQuery['kind']; readonly label: string }[] = [
  { kind: undefined, label: 'All' },
  { kind: 'request', label: 'By hand' },
  { kind: 'bulk', label: 'Several rows' },
  { kind: 'import', label: 'Imports' },
  { kind: 'rule', label: 'Rules' },
  { kind: 'revert', label: 'Undone' },
];

/** Which kinds of changes are listed. */
export function KindLinks({ query }: { query: HistoryQuery }) {
  return (
    <nav className={styles.kinds} aria-label="Kinds of changes">
      {KINDS.map(({ kind, label }) => (
        <Link
          key={label}
          href={historyHref(query, { kind })}
          aria-current={kind === query.kind ? 'page' : undefined}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
