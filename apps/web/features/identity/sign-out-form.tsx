import { LogOut } from 'lucide-react';
import { IconButton } from '@/components/icon-button.tsx';
import { signOut } from './actions.ts';
import styles from './identity.module.css';

/** Who is signed in, and the way out. */
export function SignOutForm({ who }: { who: string }) {
  return (
    <form action={signOut} className={styles.signOut}>
      <span className={styles.who} title={who}>
        {who}
      </span>
      <IconButton type="submit" small label="Sign out" icon={<LogOut aria-hidden="true" />} />
    </form>
  );
}
