'use client';

import { Search } from 'lucide-react';
import Form from 'next/form';
import { useRouter } from 'next/navigation';
import { type ChangeEvent, useEffect, useRef } from 'react';
import { FilterChip } from '@/components/filter-chip.tsx';
import { useFormat } from '@/components/format-provider.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import type { EntryLists } from './entry-lists.ts';
import styles from './filter-bar.module.css';
import { FilterFields, HiddenFilter, PlainFilterForm } from './filter-fields.tsx';
import { describeFilter, type FilterGroup, GROUPS } from './filter-groups.ts';
import { filterHref, isFiltered, type TransactionFilter } from './transaction-filter.ts';

const TYPING_PAUSE_MS = 350;

export interface FilterBarProps {
  basePath: string;
  filter: TransactionFilter;
  lists: EntryLists;
  /** False on an account's own page. */
  withAccount?: boolean;
}

/** What the list is narrowed to, as chips; all of it stands in the address, so that links lead here. */
export function FilterBar({ basePath, filter, lists, withAccount = true }: FilterBarProps) {
  const { locale, currency } = useFormat();
  const groups = GROUPS.filter(({ name }) => withAccount || name !== 'account').filter(
    (group) => !group.onlyWhenSet || group.keys.some((key) => filter[key] !== undefined),
  );
  return (
    <div className={styles.bar}>
      <SearchField {...{ basePath, filter }} />
      <noscript>
        <PlainFilterForm {...{ basePath, filter, lists, withAccount }} />
      </noscript>
      <div className={styles.chips}>
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
    </div>
  );
}

function SearchField({ basePath, filter }: { basePath: string; filter: TransactionFilter }) {
  const router = useRouter();
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);

  function onChange(event: ChangeEvent<HTMLInputElement>): void {
    const text = event.target.value.trim();
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(
      () =>
        router.replace(filterHref(basePath, filter, { text: text === '' ? undefined : text }), {
          scroll: false,
        }),
      TYPING_PAUSE_MS,
    );
  }

  return (
    <Form action={basePath} className={styles.search}>
      <HiddenFilter filter={filter} except={['text']} />
      <Search aria-hidden="true" />
      <input
        type="search"
        name="text"
        aria-label="Search transactions"
        placeholder="Search"
        defaultValue={filter.text ?? ''}
        onChange={onChange}
      />
    </Form>
  );
}

function clearing(group: FilterGroup): Record<string, undefined> {
  return Object.fromEntries(group.keys.map((key) => [key, undefined]));
}
