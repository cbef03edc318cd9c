import type { listSessions } from '@fintrack/contract';
import type { CallResult } from '@fintrack/contract/client';
import { Chip } from '@/components/chip.tsx';
import { endDevice } from './actions.ts';
import { deviceName } from './device-name.ts';
import { RowForm } from './row-form.tsx';
import styles from './settings.module.css';

export interface DeviceListProps {
  devices: CallResult<typeof listSessions>['data'];
  /** Writes a moment in the tenant's locale and time zone. */
  formatMoment: (instant: string) => string;
}

export function DeviceList({ devices, formatMoment }: DeviceListProps) {
  return (
    <ul className={styles.rows}>
      {devices.map(({ id, current, userAgent, ipAddress, lastAccessedAt }) => {
        const name = deviceName(userAgent);
        return (
          <li key={id} className={styles.row}>
            <div>
              <p className={styles.rowName}>
                {name} {current ? <Chip tone="accent">This one</Chip> : null}
              </p>
              <p className={styles.rowDetail}>
                {[ipAddress, `last used ${formatMoment(lastAccessedAt)}`].filter(Boolean).join(' · ')}
              </p>
            </div>
            {current ? null : (
              <RowForm action={endDevice} name="sessionId" value={id} label="Sign out" of={name} />
            )}
          </li>
        );
      })}
    </ul>
  );
}
