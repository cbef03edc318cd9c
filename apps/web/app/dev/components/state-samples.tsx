import { CategoryDot } from '@/components/category-dot.tsx';
import { Chip } from '@/components/chip.tsx';
import { EmptyState } from '@/components/empty-state.tsx';
import { ErrorNotice } from '@/components/error-notice.tsx';
import { FormMessage } from '@/components/form-message.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { ProgressBar } from '@/components/progress-bar.tsx';
import { Section } from '@/components/section.tsx';
import { Skeleton } from '@/components/skeleton.tsx';
import styles from './samples.module.css';

export function StateSamples() {
  return (
    <Section title="States">
      <div className={styles.columns}>
        <ErrorNotice
          happened="The accounts could not be loaded."
          todo="Try again in a minute. If it stays, tell us the error below."
          errorId="0199f0c2-7d1e"
          action={<LinkButton href="/dev/components">Try again</LinkButton>}
        />
        <FormMessage tone="warning">12 rows are older than the first balance of this account.</FormMessage>
        <FormMessage tone="done">Saved.</FormMessage>
        <ProgressBar label="Importing" value={1240} max={3000} detail="1,240 of 3,000 rows" />
        <Skeleton label="Loading accounts" rows={3} />
        <EmptyState
          sentence="No transactions yet."
          action={<LinkButton href="/import">Import a bank file</LinkButton>}
        />
      </div>
      <div className={styles.line}>
        <Chip>Pending</Chip>
        <Chip tone="accent">New</Chip>
        <Chip tone="warning">Duplicate of 12 Mar</Chip>
        <Chip tone="danger">Cannot be read</Chip>
      </div>
      <div className={styles.line}>
        {Array.from({ length: 12 }, (_, index) => (
          <CategoryDot key={index} hue={index + 1} name={`Colour ${index + 1}`} />
        ))}
      </div>
    </Section>
  );
}
