import type { ChangeSet } from '@fintrack/contract';
import Link from 'next/link';
import styles from './history.module.css';

/** What the history can be narrowed to. */
const KINDS: readonly { readonly kind: ChangeSet['kind'] | undefined; readonly label: string }[] = [
  { kind: undefined, label: 'All' },
  { kind: 'request', label: 'By hand' },
  { kind: 'bulk', label: 'Several rows' },
  { kind: 'import', label: 'Imports' },
  { kind: 'revert', label: 'Undone' },
];

/** Which kinds of changes are listed. */
export function KindLinks({ kind }: { kind: ChangeSet['kind'] | undefined }) {
  return (
    <nav className={styles.kinds} aria-label="Kinds of changes">
      {KINDS.map((one) => (
        <Link
          key={one.label}
          href={one.kind === undefined ? '/history' : `/history?kind=${one.kind}`}
          aria-current={one.kind === kind ? 'page' : undefined}
        >
          {one.label}
        </Link>
      ))}
    </nav>
  );
}
