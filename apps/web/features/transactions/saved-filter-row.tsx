'use client';

import type { SavedFilter } from '@fintrack/contract';
import Link from 'next/link';
import { Button } from '@/components/button.tsx';
import { Card } from '@/components/card.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { Switch } from '@/components/switch.tsx';
import { TextField } from '@/components/text-field.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { changeFilter, removeFilter } from './saved-filter-actions.ts';
import { savedFilterHref } from './saved-filter-href.ts';
import styles from './saved-filters.module.css';

/** One filter of one's own, to be renamed, shared or deleted; without JavaScript, too. */
export function SavedFilterRow({ filter, canShare }: { filter: SavedFilter; canShare: boolean }) {
  const { form, state, problem, isPending, errorOf, valueOf } = useFormAction(changeFilter);
  return (
    <Card title={filter.name} action={<Link href={savedFilterHref(filter)}>Open</Link>}>
      <form {...form} className={styles.form}>
        <input type="hidden" name="id" value={filter.id} />
        <input type="hidden" name="version" value={filter.version} />
        <ProblemMessage problem={problem} />
        <TextField
          label="Name"
          name="name"
          required
          maxLength={100}
          error={errorOf('name')}
          defaultValue={valueOf('name', filter.name) ?? ''}
        />
        <TextField
          label="Search"
          name="query"
          maxLength={500}
          spellCheck={false}
          error={errorOf('query')}
          defaultValue={valueOf('query', filter.query) ?? ''}
        />
        {canShare ? (
          <Switch name="isShared" label="For everybody here" defaultChecked={filter.isShared} />
        ) : null}
        <div className={styles.buttons}>
          <Button type="submit" small isPending={isPending}>
            Save
          </Button>
          {state?.ok === true ? <span role="status">{state.message}</span> : null}
        </div>
      </form>
      <RemoveForm filter={filter} />
    </Card>
  );
}

function RemoveForm({ filter }: { filter: SavedFilter }) {
  const { form, problem, isPending } = useFormAction(removeFilter);
  return (
    <form {...form} className={styles.remove}>
      <input type="hidden" name="id" value={filter.id} />
      <ProblemMessage problem={problem} />
      <Button type="submit" small look="quiet" isPending={isPending}>
        Delete
      </Button>
    </form>
  );
}
