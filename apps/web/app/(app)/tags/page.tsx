import type { Tag } from '@fintrack/contract';
import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { Button } from '@/components/button.tsx';
import { ChangeNotice } from '@/components/change-notice.tsx';
import { EmptyState } from '@/components/empty-state.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { PageBoundary } from '@/components/page-boundary.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { TableFormRow } from '@/components/table.tsx';
import { TextField } from '@/components/text-field.tsx';
import { loadTags } from '@/features/tags/load-tags.ts';
import { MergeForm } from '@/features/tags/merge-form.tsx';
import { AddTagForm, DeleteTagForm, EditTagForm } from '@/features/tags/tag-forms.tsx';
import { TagTable } from '@/features/tags/tag-table.tsx';
import styles from '@/features/tags/tags.module.css';
import { TagsSkeleton } from '@/features/tags/tags-skeleton.tsx';
import { type NameList, nameListHref, readNameList } from '@/lib/name-list.ts';
import { readParam, type SearchParams } from '@/lib/search-params.ts';
import { pageSession } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Tags' };

export default function TagsPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <PageBoundary skeleton={<TagsSkeleton />}>
      <Tags searchParams={searchParams} />
    </PageBoundary>
  );
}

const SELECTION_FORM = 'selection';

async function Tags({ searchParams }: { searchParams: SearchParams }) {
  const view = readNameList('/tags', await searchParams);
  const [{ canWrite }, loaded] = await Promise.all([pageSession(), loadTags(view)]);
  const { tags, total, nextCursor, selected } = loaded;
  return (
    <>
      <PageHeader title="Tags" detail={total} actions={canWrite ? <AddLink view={view} /> : null} />
      <div className={styles.page}>
        <ChangeNotice changeSetId={await readParam(searchParams, 'changed')} />
        {canWrite && view.open?.form === 'add' ? <AddTagForm view={view} /> : null}
        {canWrite && selected.length > 1 ? <MergeForm tags={selected} view={view} /> : null}
        <Bar view={view} canMerge={canWrite && tags.length > 1} />
        {tags.length === 0 ? (
          <Nothing isSearch={view.q !== undefined} />
        ) : (
          <TagTable
            tags={tags}
            view={view}
            canWrite={canWrite}
            selectionFormId={SELECTION_FORM}
            formOf={(tag) => (canWrite ? formAt(tag, view) : null)}
          />
        )}
        {nextCursor === null ? null : (
          <p>
            <LinkButton href={nameListHref(view, { cursor: nextCursor })}>More tags</LinkButton>
          </p>
        )}
      </div>
    </>
  );
}

function AddLink({ view }: { view: NameList }) {
  return (
    <LinkButton href={nameListHref(view, { add: 'tag' })} scroll={false}>
      <Plus aria-hidden="true" />
      New tag
    </LinkButton>
  );
}

/** Search, and merging those that are ticked: plain forms that lead back here. */
function Bar({ view, canMerge }: { view: NameList; canMerge: boolean }) {
  return (
    <div className={styles.bar}>
      <form action={view.path} className={styles.search} role="search">
        {view.sort === 'name' ? null : <input type="hidden" name="sort" value={view.sort} />}
        <TextField
          key={view.q}
          type="search"
          label="Search tags"
          hideLabel
          placeholder="Search tags"
          name="q"
          defaultValue={view.q}
        />
        <Button type="submit">Search</Button>
      </form>
      {canMerge ? (
        <form action={view.path} id={SELECTION_FORM} aria-label="Selected tags">
          {view.q === undefined ? null : <input type="hidden" name="q" value={view.q} />}
          {view.sort === 'name' ? null : <input type="hidden" name="sort" value={view.sort} />}
          <Button type="submit">Merge selected</Button>
        </form>
      ) : null}
    </div>
  );
}

function formAt(tag: Tag, view: NameList): ReactNode {
  if (view.open?.id !== tag.id) return null;
  return (
    <TableFormRow columns={4}>
      {view.open.form === 'delete' ? (
        <DeleteTagForm tag={tag} view={view} />
      ) : (
        <EditTagForm tag={tag} view={view} />
      )}
    </TableFormRow>
  );
}

function Nothing({ isSearch }: { isSearch: boolean }) {
  if (!isSearch) {
    return (
      <EmptyState sentence="There are no tags yet. They come with the first transaction that has one." />
    );
  }
  return (
    <EmptyState
      sentence="No tag has this in its name."
      action={<LinkButton href="/tags">Show all tags</LinkButton>}
    />
  );
}
