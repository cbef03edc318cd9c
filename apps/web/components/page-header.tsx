import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { NEW_TRANSACTION_HREF } from './frame/places.ts';
import { SearchButton } from './frame/search-button.tsx';
import { LinkButton } from './link-button.tsx';
import styles from './page-header.module.css';

export interface PageHeaderProps {
  title: string;
  /** Beside the title: a count, an account's type. */
  detail?: ReactNode;
  /** The period picker. */
  period?: ReactNode;
  /** The page's own buttons, before search and add. */
  actions?: ReactNode;
}

/** The top line of every page: title, period, actions, search, add. On a phone the bars above and below have the last two. */
export function PageHeader({ title, detail, period, actions }: PageHeaderProps) {
  return (
    <header className={styles.header}>
      <div className={styles.titles}>
        <h1 className={styles.title}>{title}</h1>
        {detail === undefined ? null : <div className={styles.detail}>{detail}</div>}
      </div>
      <div className={styles.tools}>
        {period}
        {actions}
        <span className={styles.everywhere}>
          <SearchButton />
          <LinkButton href={NEW_TRANSACTION_HREF} look="primary">
            <Plus aria-hidden="true" />
            Add
          </LinkButton>
        </span>
      </div>
    </header>
  );
}
