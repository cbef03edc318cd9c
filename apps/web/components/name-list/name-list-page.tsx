import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { type NameList, nameListHref } from '@/lib/name-list.ts';
import { EmptyState } from '../empty-state.tsx';
import { LinkButton } from '../link-button.tsx';
import { PageHeader } from '../page-header.tsx';
import styles from './name-list.module.css';
import { NameListBar } from './name-list-bar.tsx';

export interface NameListPageProps {
  view: NameList;
  title: string;
  singular: string;
  plural: string;
  total: number | undefined;
  count: number;
  nextCursor: string | null;
  canWrite: boolean;
  /** Notices and open forms, above the list. */
  above: ReactNode;
  /** What an empty list says where nothing was looked for. */
  nothing: string;
  /** The table. */
  children: ReactNode;
}

/** A page of named things: search, merging, the table, and more of it. */
export function NameListPage(props: NameListPageProps) {
  const { view, title, singular, plural, total, count, nextCursor, canWrite, above, nothing, children } =
    props;
  const add = canWrite ? (
    <LinkButton href={nameListHref(view, { add: singular })} scroll={false}>
      <Plus aria-hidden="true" />
      New {singular}
    </LinkButton>
  ) : null;
  return (
    <>
      <PageHeader title={title} detail={total} actions={add} />
      <div className={styles.page}>
        {above}
        <NameListBar view={view} plural={plural} canMerge={canWrite && count > 1} />
        {count > 0 ? children : null}
        {count === 0 && view.q === undefined ? <EmptyState sentence={nothing} /> : null}
        {count === 0 && view.q !== undefined ? (
          <EmptyState
            sentence={`No ${singular} has this in its name.`}
            action={<LinkButton href={view.path}>Show all {plural}</LinkButton>}
          />
        ) : null}
        {nextCursor === null ? null : (
          <p>
            <LinkButton href={nameListHref(view, { cursor: nextCursor })}>More {plural}</LinkButton>
          </p>
        )}
      </div>
    </>
  );
}
