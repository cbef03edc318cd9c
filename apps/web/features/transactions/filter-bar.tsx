'use client';

import Form from 'next/form';
import { FilterChip } from '@/components/filter-chip.tsx';
import { useFormat } from '@/components/format-provider.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import type { EntryLists } from './entry-lists.ts';
import styles from './filter-bar.module.css';
import { FilterFields, HiddenFilter, PlainFilterForm } from './filter-fields.tsx';
import { describeFilter, type FilterGroup, GROUPS } from './filter-groups.ts';
import type { SearchLists, SearchReading } from './load-transactions.ts';
import { SavedFilterMenu } from './saved-filter-menu.tsx';
import { SearchBox } from './search-box.tsx';
import { SearchNotes } from './search-notes.tsx';
import type { SearchNames } from './search-suggestions.ts';
import { filterHref, isFiltered, type TransactionFilter } from './transaction-filter.ts';

export interface FilterBarProps {
  basePath: string;
  filter: TransactionFilter;
  lists: EntryLists;
  /** False on an account's own page. */
  withAccount?: boolean;
  searchLists: SearchLists;
  /** How the search of the address was read. */
  reading: SearchReading | null;
  /** May share saved filters. */
  canWrite: boolean;
}

/** What the list is narrowed to, as chips; all of it stands in the address, so that links lead here. */
export function FilterBar(props: FilterBarProps) {
  const { basePath, filter, lists, withAccount = true, searchLists, reading, canWrite } = props;
  const { locale, currency } = useFormat();
  const groups = GROUPS.filter(({ name }) => withAccount || name !== 'account').filter(
    (group) => !group.onlyWhenSet || group.keys.some((key) => filter[key] !== undefined),
  );
  return (
    <div className={styles.bar}>
      <SearchBox
        {...{ basePath, filter }}
        names={namesOf(lists, searchLists.tags)}
        problem={reading?.problem ?? null}
      />
      <noscript>
        <PlainFilterForm {...{ basePath, filter, lists, withAccount }} />
      </noscript>
      <div className={styles.chips}>
        <SavedFilterMenu filter={filter} saved={searchLists.saved} canShare={canWrite} />
        {groups.map((group) => (
          <FilterChip
            key={group.name}
            label={group.label}
            value={describeFilter(group, filter, { lists, locale, currency })}
            clearHref={filterHref(basePath, filter, clearing(group))}
          >
            {(close) => (
              <Form action={basePath} className={styles.fields} onSubmit={close}>
                <HiddenFilter filter={filter} except={group.keys} />
                <FilterFields group={group} {...{ basePath, filter, lists }} />
              </Form>
            )}
          </FilterChip>
        ))}
        {isFiltered(filter) ? (
          <LinkButton href={basePath} look="quiet" small>
            Clear all
          </LinkButton>
        ) : null}
      </div>
      {reading === null ? null : <SearchNotes {...{ basePath, filter, reading }} />}
    </div>
  );
}

function namesOf(lists: EntryLists, tags: readonly string[]): SearchNames {
  const names = (rows: readonly { readonly name: string }[]): string[] => rows.map(({ name }) => name);
  return {
    accounts: names(lists.accounts),
    categories: [...new Set(names(lists.categories))],
    payees: names(lists.payees),
    tags,
  };
}

function clearing(group: FilterGroup): Record<string, undefined> {
  return Object.fromEntries(group.keys.map((key) => [key, undefined]));
}
