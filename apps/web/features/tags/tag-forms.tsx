'use client';

import type { Tag } from '@fintrack/contract';
import { Button } from '@/components/button.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { countOf } from '@/lib/count-of.ts';
import { FORM_ID, listQuery, type NameList, nameListHref } from '@/lib/name-list.ts';
import { useFormAction } from '@/lib/use-form-action.ts';
import { addTag, removeTag, saveTag } from './actions.ts';
import { TagFields } from './tag-fields.tsx';
import styles from './tags.module.css';

export function AddTagForm({ view }: { view: NameList }) {
  const control = useFormAction(addTag);
  return (
    <form {...control.form} className={styles.panel} id={FORM_ID} aria-label="New tag">
      <ProblemMessage problem={control.problem} />
      <TagFields control={control} initial={{ name: '', color: '' }} back={listQuery(view)} />
      <div className={styles.buttons}>
        <Button type="submit" look="primary" isPending={control.isPending}>
          Add tag
        </Button>
        <LinkButton href={nameListHref(view)} scroll={false}>
          Cancel
        </LinkButton>
      </div>
    </form>
  );
}

export function EditTagForm({ tag, view }: { tag: Tag; view: NameList }) {
  const control = useFormAction(saveTag);
  const { id, name, color, version, transactionCount } = tag;
  return (
    <form {...control.form} className={styles.panel} id={FORM_ID} aria-label={`Edit ${name}`}>
      <ProblemMessage problem={control.problem} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="version" value={version} />
      <TagFields control={control} initial={{ name, color: color ?? '' }} back={listQuery(view)} />
      {transactionCount === 0 ? null : (
        <p className={styles.muted}>
          A new name goes on {countOf(transactionCount, 'transaction', 'transactions')}.
        </p>
      )}
      <div className={styles.buttons}>
        <Button type="submit" look="primary" isPending={control.isPending}>
          Save
        </Button>
        <LinkButton href={nameListHref(view)} scroll={false}>
          Cancel
        </LinkButton>
        <span className={styles.spread} />
        <LinkButton href={nameListHref(view, { delete: id })} look="danger" scroll={false}>
          Delete
        </LinkButton>
      </div>
    </form>
  );
}

/** Says in numbers what a tag leaves behind. */
export function DeleteTagForm({ tag, view }: { tag: Tag; view: NameList }) {
  const control = useFormAction(removeTag);
  const { id, name, transactionCount } = tag;
  return (
    <form {...control.form} className={styles.panel} id={FORM_ID} aria-label={`Delete ${name}`}>
      <ProblemMessage problem={control.problem} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="back" value={listQuery(view)} />
      <p>
        {transactionCount === 0
          ? `No transaction has the tag “${name}”.`
          : `${countOf(transactionCount, 'transaction stays', 'transactions stay')}, without this tag.`}
      </p>
      <div className={styles.buttons}>
        <Button type="submit" look="danger" isPending={control.isPending}>
          Delete “{name}”
        </Button>
        <LinkButton href={nameListHref(view)} scroll={false}>
          Keep it
        </LinkButton>
      </div>
    </form>
  );
}
