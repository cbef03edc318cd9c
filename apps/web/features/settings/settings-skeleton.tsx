import { PageHeader } from '@/components/page-header.tsx';
import { Skeleton } from '@/components/skeleton.tsx';
import styles from './settings.module.css';

/** The outline of the page, in its true layout. */
export function SettingsSkeleton() {
  return (
    <>
      <PageHeader title="Settings" />
      <div className={styles.page}>
        <Skeleton label="Settings are loading" rows={6} />
        <Skeleton label="Your devices are loading" rows={4} />
      </div>
    </>
  );
}
