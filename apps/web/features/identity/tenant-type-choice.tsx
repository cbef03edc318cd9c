import styles from './identity.module.css';

const CHOICES = [
  { value: 'PERSONAL', label: 'Myself' },
  { value: 'HOUSEHOLD', label: 'A household' },
  { value: 'BUSINESS', label: 'A business' },
] as const;

/** Whose money it is; it decides which categories there are at first. */
export function TenantTypeChoice({ chosen = 'PERSONAL' }: { chosen?: string | undefined }) {
  return (
    <fieldset className={styles.choice}>
      <legend>FinTrack is for</legend>
      <div className={styles.options}>
        {CHOICES.map(({ value, label }) => (
          <label key={value} className={styles.option}>
            <input type="radio" name="tenantType" value={value} defaultChecked={value === chosen} />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
