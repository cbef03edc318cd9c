import type { ChangeSetEntry } from '@fintrack/contract';
import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { Checkbox } from '@/components/checkbox.tsx';
import { Chip } from '@/components/chip.tsx';
import { FieldValue } from '@/components/field-value.tsx';
import { VisuallyHidden } from '@/components/visually-hidden.tsx';
import { actionName, fieldName, resourceHref, resourceName } from '@/lib/field-words.ts';
import styles from './history.module.css';

export interface EntryListProps {
  entries: readonly ChangeSetEntry[];
  /** Ids of the entries whose rows may be ticked. */
  choices: ReadonlySet<string>;
}

/** Each row of a change, before and after, with the fields that changed. */
export function EntryList({ entries, choices }: EntryListProps) {
  return (
    <ol className={styles.entries}>
      {entries.map((entry) => (
        <li key={entry.id} className={styles.entry}>
          <div className={styles.entryHead}>
            {choices.has(entry.id) ? (
              <Checkbox
                label={`Choose ${titleOf(entry)}`}
                hideLabel
                name="row"
                value={entry.resourceId ?? ''}
              />
            ) : null}
            <p className={styles.entryTitle}>
              <span className={styles.entryKind}>
                {resourceName(entry.resourceType)}, {actionName(entry.action).toLowerCase()}
              </span>{' '}
              <EntryLink entry={entry} />
            </p>
            {entry.isUndone ? <Chip>Undone</Chip> : null}
          </div>
          <dl className={styles.changes}>
            {entry.changes.map((change) => (
              <div key={change.field} className={styles.change}>
                <dt>{fieldName(change.field)}</dt>
                <dd>
                  <Values entry={entry} change={change} />
                </dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ol>
  );
}

function EntryLink({ entry }: { entry: ChangeSetEntry }) {
  const href = entry.action === 'delete' ? null : resourceHref(entry.resourceType, entry.resourceId);
  const title = titleOf(entry);
  return href === null ? <strong>{title}</strong> : <Link href={href}>{title}</Link>;
}

function titleOf({ title, resourceType }: ChangeSetEntry): string {
  return title === '' ? resourceName(resourceType) : title;
}

function Values({ entry, change }: { entry: ChangeSetEntry; change: ChangeSetEntry['changes'][number] }) {
  const { before, after, beforeName, afterName, currency } = change;
  const old = (
    <del className={styles.before}>
      <VisuallyHidden>before </VisuallyHidden>
      <FieldValue value={before} name={beforeName} currency={currency} />
    </del>
  );
  const fresh = (
    <ins className={styles.after}>
      <VisuallyHidden>after </VisuallyHidden>
      <FieldValue value={after} name={afterName} currency={currency} />
    </ins>
  );
  if (entry.action === 'create' || entry.action === 'import') return fresh;
  if (entry.action === 'delete' && after === null) return old;
  if (entry.action === 'restore' && before === null) return fresh;
  return (
    <>
      {old} <ArrowRight aria-hidden="true" className={styles.arrow} /> {fresh}
    </>
  );
}
