import { Button } from '@/components/button.tsx';
import { DateField } from '@/components/date-field.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { NativeSelect } from '@/components/native-select.tsx';
import { TextField } from '@/components/text-field.tsx';
import { actionName, resourceName } from '@/lib/field-words.ts';
import styles from './audit.module.css';
import type { AuditQuery } from './audit-query.ts';

const ACTIONS = [
  'create',
  'update',
  'delete',
  'restore',
  'import',
  'login',
  'logout',
  'session_ended',
  'export',
];
const RESOURCES = [
  'transaction',
  'account',
  'anchor',
  'category',
  'payee',
  'tag',
  'attachment',
  'reconciliation',
  'exchange_rate',
  'tenant',
  'membership',
  'user',
  'import',
];

/** Narrows the log; a plain form, so that its address can be kept. */
export function AuditFilter({ query }: { query: AuditQuery }) {
  const isNarrowed = Object.values(query).some((value) => value !== undefined);
  return (
    <form method="get" action="/audit" className={styles.filter} aria-label="Narrow the log">
      <NativeSelect
        label="Done"
        name="action"
        placeholder="Anything"
        options={ACTIONS.map((value) => ({ value, label: actionName(value) }))}
        defaultValue={query.action ?? ''}
      />
      <NativeSelect
        label="To"
        name="resourceType"
        placeholder="Anything"
        options={RESOURCES.map((value) => ({ value, label: resourceName(value) }))}
        defaultValue={query.resourceType ?? ''}
      />
      <DateField label="From" name="from" defaultValue={query.from} />
      <DateField label="Up to" name="to" defaultValue={query.to} />
      <TextField label="Address" name="ip" defaultValue={query.ip ?? ''} />
      <NativeSelect
        label="Outcome"
        name="success"
        placeholder="Any"
        options={[{ value: 'false', label: 'Refused' }]}
        defaultValue={query.success ?? ''}
      />
      {(['resourceId', 'userId', 'changeSetId'] as const).map((name) =>
        query[name] === undefined ? null : <input key={name} type="hidden" name={name} value={query[name]} />,
      )}
      <Button type="submit">Show</Button>
      {isNarrowed ? <LinkButton href="/audit">Show everything</LinkButton> : null}
    </form>
  );
}
