import { Button } from '@/components/button.tsx';
import { DateField } from '@/components/date-field.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { NativeSelect } from '@/components/native-select.tsx';
import styles from './history.module.css';
import { type HistoryQuery, historyHref } from './history-query.ts';

export interface HistoryFilterProps {
  query: HistoryQuery;
  people: readonly { readonly id: string; readonly name: string }[];
}

/** Narrows the history to days and a person; a plain form, so that its address can be kept. */
export function HistoryFilter({ query, people }: HistoryFilterProps) {
  const isNarrowed = query.from !== undefined || query.to !== undefined || query.userId !== undefined;
  return (
    <form method="get" action="/history" className={styles.filter} aria-label="Narrow the history">
      {query.kind === undefined ? null : <input type="hidden" name="kind" value={query.kind} />}
      <DateField label="From" name="from" defaultValue={query.from} />
      <DateField label="Up to" name="to" defaultValue={query.to} />
      <NativeSelect
        label="By"
        name="userId"
        placeholder="Anybody"
        options={people.map(({ id, name }) => ({ value: id, label: name }))}
        defaultValue={query.userId ?? ''}
      />
      <Button type="submit">Show</Button>
      {isNarrowed ? (
        <LinkButton href={historyHref({ kind: query.kind })}>Show all days and people</LinkButton>
      ) : null}
    </form>
  );
}
