import { EmptyState } from '@/components/empty-state.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import styles from './dashboard.module.css';

/** The dashboard of a tenant that has no account yet. */
export function Welcome() {
  return (
    <EmptyState
      sentence="Start with an account and what it holds today, or with a file from your bank."
      action={
        <div className={styles.actions}>
          <LinkButton href="/accounts/new" look="primary">
            Add an account
          </LinkButton>
          <LinkButton href="/import">Import a bank file</LinkButton>
        </div>
      }
    />
  );
}
