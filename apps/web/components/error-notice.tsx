import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './notice.module.css';

export interface ErrorNoticeProps {
  /** What happened: "The accounts could not be loaded." */
  happened: string;
  /** What to do about it. */
  todo?: string;
  /** The id that the log has too. */
  errorId?: string | undefined;
  action?: ReactNode;
}

/** What happened, what to do, and the id under which the log has it. */
export function ErrorNotice({ happened, todo, errorId, action }: ErrorNoticeProps) {
  return (
    <div role="alert" className={classNames(styles.notice, styles.problem)}>
      <CircleAlert aria-hidden="true" />
      <div className={styles.text}>
        <p className={styles.title}>{happened}</p>
        {todo === undefined ? null : <p>{todo}</p>}
        {errorId === undefined ? null : (
          <p className={styles.id}>
            Error <code>{errorId}</code>
          </p>
        )}
        {action === undefined ? null : <div className={styles.action}>{action}</div>}
      </div>
    </div>
  );
}
