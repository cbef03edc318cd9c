'use client';

import type { SavedFilter } from '@fintrack/contract';
import { Bookmark } from 'lucide-react';
import Link from 'next/link';
import { Button } from '@/components/button.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { Popover } from '@/components/popover.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { Switch } from '@/components/switch.tsx';
import { TextField } from '@/components/text-field.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { HiddenFilter } from './filter-fields.tsx';
import { saveFilter } from './saved-filter-actions.ts';
import { savedFilterHref } from './saved-filter-href.ts';
import styles from './search-box.module.css';
import { isFiltered, type TransactionFilter } from './transaction-filter.ts';

export interface SavedFilterMenuProps {
  filter: TransactionFilter;
  saved: readonly SavedFilter[];
  /** May share filters with the others. */
  canShare: boolean;
}

/** The saved filters, and a form that saves the present one. */
export function SavedFilterMenu({ filter, saved, canShare }: SavedFilterMenuProps) {
  const trigger = (
    <Button small look="quiet">
      <Bookmark aria-hidden="true" /> Saved
    </Button>
  );
  return (
    <Popover trigger={trigger} label="Saved filters">
      {(close) => (
        <div className={styles.saved}>
          {saved.length === 0 ? (
            <p>Nothing is saved yet. Search or filter, then save it here.</p>
          ) : (
            <ul className={styles.savedList}>
              {saved.map((one) => (
                <li key={one.id}>
                  <Link href={savedFilterHref(one)} onClick={close}>
                    {one.name}
                    {one.isMine ? null : <span className={styles.hint}>{one.ownerName || 'shared'}</span>}
                  </Link>
                </li>
              ))}
            </ul>
          )}
          {isFiltered(filter) ? <SaveForm {...{ filter, canShare }} /> : null}
          <LinkButton href="/transactions/filters" look="quiet" small>
            Rename or delete
          </LinkButton>
        </div>
      )}
    </Popover>
  );
}

function SaveForm({ filter, canShare }: { filter: TransactionFilter; canShare: boolean }) {
  const { form, state, problem, isPending, errorOf, valueOf } = useFormAction(saveFilter);
  const name = valueOf('name');
  return (
    <form {...form} className={styles.saveForm}>
      <HiddenFilter filter={filter} except={[]} />
      <ProblemMessage problem={problem} />
      <TextField
        label="Save this as"
        name="name"
        required
        maxLength={100}
        error={errorOf('name')}
        {...(name === undefined ? {} : { defaultValue: name })}
      />
      {canShare ? <Switch name="isShared" label="For everybody here" /> : null}
      <Button type="submit" small look="primary" isPending={isPending}>
        Save
      </Button>
      {state?.ok === true ? <p role="status">{state.message}</p> : null}
    </form>
  );
}
