'use client';

import type { Tag } from '@fintrack/contract';
import { DeleteNameForm } from '@/components/name-list/delete-name-form.tsx';
import { MergeNamesForm } from '@/components/name-list/merge-names-form.tsx';
import { PanelForm } from '@/components/name-list/panel-form.tsx';
import { countOf } from '@/lib/count-of.ts';
import type { NameList } from '@/lib/name-list.ts';
import { baseOf } from '@/lib/save-merging.ts';
import { useFormAction } from '@/lib/use-form-action.ts';
import { addTag, mergeSelected, removeTag, saveTag } from './actions.ts';
import { tagTexts } from './merge-tag.ts';
import { TagFields } from './tag-fields.tsx';
import styles from './tags.module.css';

export function AddTagForm({ view }: { view: NameList }) {
  const control = useFormAction(addTag);
  return (
    <PanelForm control={control} view={view} label="New tag" submit="Add tag">
      <TagFields control={control} initial={{ name: '', color: '' }} />
    </PanelForm>
  );
}

export function EditTagForm({ tag, view }: { tag: Tag; view: NameList }) {
  const control = useFormAction(saveTag);
  const { id, name, color, version, transactionCount } = tag;
  return (
    <PanelForm control={control} view={view} label={`Edit ${name}`} submit="Save" deleteId={id}>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="version" value={control.valueOf('version', String(version))} />
      <input type="hidden" name="base" value={control.valueOf('base', baseOf(tagTexts(tag)))} />
      <TagFields control={control} initial={{ name, color: color ?? '' }} />
      {transactionCount === 0 ? null : (
        <p className={styles.muted}>
          A new name goes on {countOf(transactionCount, 'transaction', 'transactions')}.
        </p>
      )}
    </PanelForm>
  );
}

/** Says in numbers what a tag leaves behind. */
export function DeleteTagForm({ tag, view }: { tag: Tag; view: NameList }) {
  const { name, transactionCount } = tag;
  return (
    <DeleteNameForm item={tag} view={view} action={removeTag}>
      {transactionCount === 0
        ? `No transaction has the tag “${name}”.`
        : `${countOf(transactionCount, 'transaction stays', 'transactions stay')}, without this tag.`}
    </DeleteNameForm>
  );
}

/** Says in numbers what merging does, and asks which name stays. */
export function MergeTagsForm({ tags, view }: { tags: readonly Tag[]; view: NameList }) {
  return (
    <MergeNamesForm items={tags} view={view} singular="tag" plural="tags" action={mergeSelected}>
      {countOf(tags.length, 'tag', 'tags')} become one. Transactions that have any of them have it once.
    </MergeNamesForm>
  );
}
