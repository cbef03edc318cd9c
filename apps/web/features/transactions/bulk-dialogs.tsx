'use client';

import type { Marked } from './bulk-change.ts';
import { BulkFieldDialog } from './bulk-field-dialog.tsx';
import { BulkPreviewDialog } from './bulk-preview-dialog.tsx';
import { CategoryDialog } from './category-dialog.tsx';
import type { EntryLists } from './entry-lists.ts';
import { TagsDialog } from './tags-dialog.tsx';
import type { Bulk } from './use-bulk.ts';

export interface BulkDialogsProps {
  bulk: Bulk;
  marked: Marked;
  lists: EntryLists;
}

/** What is asked before many rows are changed. */
export function BulkDialogs({ bulk, marked, lists }: BulkDialogsProps) {
  const { step, close, request } = bulk;
  if (step === null) return null;
  if (step.kind === 'preview') {
    const { change, target, marked: asked } = step.request;
    return (
      <BulkPreviewDialog
        change={change}
        target={target}
        count={asked.count}
        result={step.result}
        onConfirm={bulk.confirm}
        onClose={close}
      />
    );
  }
  if (step.field === 'category') {
    return (
      <CategoryDialog
        categories={lists.categories}
        count={marked.count}
        onClose={close}
        onChoose={(categoryId) => {
          close();
          const name = lists.categories.find(({ id }) => id === categoryId)?.name ?? null;
          request({ action: 'categorise', categoryId }, name);
        }}
      />
    );
  }
  if (step.field === 'tags') {
    return (
      <TagsDialog
        count={marked.count}
        present={[...new Set(marked.rows.flatMap(({ tags }) => tags))].toSorted()}
        onClose={close}
        onChoose={(tags) => {
          close();
          request({ action: 'tag', ...tags }, null);
        }}
      />
    );
  }
  return (
    <BulkFieldDialog
      field={step.field}
      count={marked.count}
      lists={lists}
      onClose={close}
      onChoose={(change, target) => {
        close();
        request(change, target);
      }}
    />
  );
}
