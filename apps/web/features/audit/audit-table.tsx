import type { AuditEntry } from '@fintrack/contract';
import Link from 'next/link';
import { Chip } from '@/components/chip.tsx';
import { actionName, fieldName, resourceHref, resourceName } from '@/lib/field-words.ts';
import styles from './audit.module.css';

export interface AuditTableProps {
  entries: readonly AuditEntry[];
  formatMoment: (instant: string) => string;
}

/** The log, newest first; each row opens to its values before and after. */
export function AuditTable({ entries, formatMoment }: AuditTableProps) {
  return (
    <ol className={styles.entries} aria-label="Log">
      {entries.map((entry) => (
        <li key={entry.id} className={styles.entry}>
          <div className={styles.line}>
            <time dateTime={entry.createdAt} className={styles.time}>
              {formatMoment(entry.createdAt)}
            </time>
            <p className={styles.what}>
              <span>
                {actionName(entry.action)} {entry.resourceType === 'user' ? null : <Resource entry={entry} />}{' '}
                {titleOf(entry)}
              </span>{' '}
              {entry.success ? null : <Chip tone="danger">Refused</Chip>}
              {entry.sequence === null ? <Chip>Not sealed yet</Chip> : null}
            </p>
            <p className={styles.who}>
              {entry.userId === null ? (
                'FinTrack'
              ) : (
                <Link href={`/audit?userId=${entry.userId}`}>{nameOf(entry)}</Link>
              )}
              {entry.ipAddress === null ? null : (
                <Link href={`/audit?${new URLSearchParams({ ip: entry.ipAddress }).toString()}`}>
                  {entry.ipAddress}
                </Link>
              )}
              {entry.changeSetId === null ? null : <Link href={`/history/${entry.changeSetId}`}>Change</Link>}
            </p>
          </div>
          <details className={styles.details}>
            <summary>
              Row {entry.sequence ?? 'not sealed'}
              <span className={styles.hidden}>
                , {actionName(entry.action)} {resourceName(entry.resourceType)}
              </span>
            </summary>
            <Values entry={entry} />
          </details>
        </li>
      ))}
    </ol>
  );
}

function nameOf({ userName }: AuditEntry): string {
  return userName === null || userName === '' ? 'Somebody' : userName;
}

/** What the row is called, where it says so itself. */
function titleOf({ newValues, oldValues }: AuditEntry): string {
  const values = newValues ?? oldValues ?? {};
  const title = [values['name'], values['description']].find((one) => typeof one === 'string' && one !== '');
  return typeof title === 'string' ? `“${title}”` : '';
}

function Resource({ entry }: { entry: AuditEntry }) {
  const { resourceType, resourceId } = entry;
  const href = resourceHref(resourceType, resourceId);
  const name = resourceName(resourceType).toLowerCase();
  if (href !== null) return <Link href={href}>{name}</Link>;
  return name;
}

/** Values as they are stored: an audit says what is there, not what it means. */
function Values({ entry }: { entry: AuditEntry }) {
  const { oldValues, newValues, userAgent, errorMessage } = entry;
  const names = [...new Set([...Object.keys(oldValues ?? {}), ...Object.keys(newValues ?? {})])].filter(
    (name) => textOf(oldValues?.[name]) !== textOf(newValues?.[name]),
  );
  return (
    <dl className={styles.values}>
      {names.map((name) => (
        <div key={name} className={styles.value}>
          <dt>{fieldName(name)}</dt>
          <dd>
            {oldValues === null ? null : <del>{textOf(oldValues[name])}</del>}{' '}
            <ins>{textOf(newValues?.[name])}</ins>
          </dd>
        </div>
      ))}
      <Fact name="Program">{userAgent}</Fact>
      <Fact name="Reason">{errorMessage}</Fact>
      <Fact name="Id of the row">{entry.resourceId}</Fact>
      <Fact name="Id in the log">{entry.id}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: string | null }) {
  if (children === null) return null;
  return (
    <div className={styles.value}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
