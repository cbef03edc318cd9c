import styles from './tenant-mark.module.css';

/** The tenant's initial and name; on the folded rail only the initial. */
export function TenantMark({ name }: { name: string }) {
  return (
    <span className={styles.tenant} title={name}>
      <span className={styles.initial} aria-hidden="true">
        {[...name][0]?.toUpperCase()}
      </span>
      <span className={styles.name}>{name}</span>
    </span>
  );
}
