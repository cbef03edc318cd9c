import type { listImportProfiles } from '@fintrack/contract';
import type { CallResult } from '@fintrack/contract/client';
import { forgetProfile } from './actions.ts';
import { RowForm } from './row-form.tsx';
import styles from './settings.module.css';

export interface ProfileListProps {
  profiles: CallResult<typeof listImportProfiles>['data'];
  formatMoment: (instant: string) => string;
}

export function ProfileList({ profiles, formatMoment }: ProfileListProps) {
  if (profiles.length === 0) {
    return <p className={styles.rowDetail}>None yet. The first import of each kind of file is remembered.</p>;
  }
  return (
    <ul className={styles.rows}>
      {profiles.map(({ id, accountName, signature, mapping, updatedAt }) => (
        <li key={id} className={styles.row}>
          <div>
            <p className={styles.rowName}>{accountName}</p>
            <p className={styles.rowDetail}>
              {[
                mapping === null ? formatText(signature) : csvText(mapping.header),
                `from ${formatMoment(updatedAt)}`,
              ].join(' · ')}
            </p>
          </div>
          <RowForm action={forgetProfile} name="profileId" value={id} label="Forget" of={accountName} />
        </li>
      ))}
    </ul>
  );
}

/** The bank's own format, which a signature begins with. */
function formatText(signature: string): string {
  const format = signature.split(':')[0] ?? '';
  return format === 'camt' ? format : format.toUpperCase();
}

/** What the file's head says, as far as it tells one file from another. */
function csvText(header: readonly string[]): string {
  return header.length === 0 ? 'CSV without a head' : `CSV with ${header.slice(0, 4).join(', ')}`;
}
