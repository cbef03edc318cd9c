import type { Tag } from '@fintrack/contract';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { ChangeNotice } from '@/components/change-notice.tsx';
import { NameListPage } from '@/components/name-list/name-list-page.tsx';
import { NameListSkeleton } from '@/components/name-list/name-list-skeleton.tsx';
import { PageBoundary } from '@/components/page-boundary.tsx';
import { TableFormRow } from '@/components/table.tsx';
import { loadTags } from '@/features/tags/load-tags.ts';
import { AddTagForm, DeleteTagForm, EditTagForm, MergeTagsForm } from '@/features/tags/tag-forms.tsx';
import { TagTable } from '@/features/tags/tag-table.tsx';
import { type NameList, readNameList } from '@/lib/name-list.ts';
import { readParam, type SearchParams } from '@/lib/search-params.ts';
import { pageSession } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Tags' };

export default function TagsPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <PageBoundary skeleton={<NameListSkeleton title="Tags" />}>
      <Tags searchParams={searchParams} />
    </PageBoundary>
  );
}

async function Tags({ searchParams }: { searchParams: SearchParams }) {
  const view = readNameList('/tags', await searchParams);
  const [{ canWrite }, { tags, total, nextCursor, selected }] = await Promise.all([
    pageSession(),
    loadTags(view),
  ]);
  return (
    <NameListPage
      {...{ view, total, nextCursor, canWrite }}
      title="Tags"
      singular="tag"
      plural="tags"
      count={tags.length}
      nothing="There are no tags yet. They come with the first transaction that has one."
      above={
        <>
          <ChangeNotice
            changeSetId={await readParam(searchParams, 'changed')}
            kept={await readParam(searchParams, 'kept')}
          />
          {canWrite && view.open?.form === 'add' ? <AddTagForm view={view} /> : null}
          {canWrite && selected.length > 1 ? <MergeTagsForm tags={selected} view={view} /> : null}
        </>
      }
    >
      <TagTable {...{ tags, view, canWrite }} formOf={(tag) => (canWrite ? formAt(tag, view) : null)} />
    </NameListPage>
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
