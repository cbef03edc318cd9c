import { isCalendarDate } from '@fintrack/core/dates';
import { Button } from '@/components/button.tsx';
import { DateField } from '@/components/date-field.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { NativeSelect } from '@/components/native-select.tsx';
import { TextField } from '@/components/text-field.tsx';
import { categoryOptions, type EntryLists } from './entry-lists.ts';
import styles from './filter-bar.module.css';
import { type FilterGroup, GROUPS } from './filter-groups.ts';
import { FILTER_KEYS, type FilterKey, filterHref, type TransactionFilter } from './transaction-filter.ts';

interface FieldsProps {
  basePath: string;
  filter: TransactionFilter;
  lists: EntryLists;
}

/** The rest of the filter, which a form has to send along. */
export function HiddenFilter({
  filter,
  except,
}: {
  filter: TransactionFilter;
  except: readonly FilterKey[];
}) {
  return FILTER_KEYS.filter((key) => !except.includes(key) && filter[key] !== undefined).map((key) => (
    <input key={key} type="hidden" name={key} value={String(filter[key])} />
  ));
}

/** The fields of one chip, and their button. */
export function FilterFields({ group, ...props }: FieldsProps & { group: FilterGroup }) {
  return (
    <>
      <GroupFields name={group.name} {...props} />
      {group.onlyWhenSet === true ? null : (
        <Button type="submit" look="primary">
          Apply
        </Button>
      )}
      {group.name === 'category' ? (
        <LinkButton
          href={filterHref(props.basePath, props.filter, { categoryId: undefined, uncategorised: 'true' })}
          look="quiet"
        >
          Rows without a category
        </LinkButton>
      ) : null}
    </>
  );
}

/** All fields at once, for browsers without JavaScript. */
export function PlainFilterForm({ withAccount, ...props }: FieldsProps & { withAccount: boolean }) {
  const groups = GROUPS.filter(
    ({ name, onlyWhenSet }) => !onlyWhenSet && (withAccount || name !== 'account'),
  );
  return (
    <details className={styles.plain}>
      <summary>Filter</summary>
      <form action={props.basePath} className={styles.plainFields}>
        {groups.map(({ name }) => (
          <GroupFields key={name} name={name} {...props} />
        ))}
        <button type="submit">Apply</button>
      </form>
    </details>
  );
}

function GroupFields({ name, filter, lists }: FieldsProps & { name: FilterGroup['name'] }) {
  switch (name) {
    case 'date':
      return (
        <>
          <DateField label="From" name="from" {...dateValue(filter.from)} />
          <DateField label="To" name="to" {...dateValue(filter.to)} />
        </>
      );
    case 'amount':
      return <AmountFields filter={filter} />;
    case 'account':
      return (
        <Choice label="Account" name="accountId" value={filter.accountId} options={named(lists.accounts)} />
      );
    case 'category': {
      const options = categoryOptions(lists.categories);
      return <Choice label="Category" name="categoryId" value={filter.categoryId} options={options} />;
    }
    case 'payee':
      return <Choice label="Payee" name="payeeId" value={filter.payeeId} options={named(lists.payees)} />;
    case 'type':
      return <Choice label="Type" name="type" value={filter.type} options={TYPES} />;
    case 'status':
      return <Choice label="Status" name="status" value={filter.status} options={STATUSES} />;
    case 'import':
      return <p>Only rows of one imported file are listed.</p>;
    case 'tag':
      return <p>Only rows with this tag are listed.</p>;
    case 'attachment':
      return <p>Rows are listed by whether they have a file.</p>;
  }
}

function AmountFields({ filter }: { filter: TransactionFilter }) {
  return (
    <>
      <TextField
        label="At least"
        name="minAmount"
        inputMode="text"
        pattern="[+\-]?[0-9]+([.][0-9]+)?"
        defaultValue={filter.minAmount ?? ''}
        description="Money out is below zero: -50"
      />
      <TextField
        label="At most"
        name="maxAmount"
        inputMode="text"
        pattern="[+\-]?[0-9]+([.][0-9]+)?"
        defaultValue={filter.maxAmount ?? ''}
      />
    </>
  );
}

interface ChoiceProps {
  label: string;
  name: FilterKey;
  value: string | undefined;
  options: readonly { value: string; label: string; group?: string | undefined }[];
}

function Choice({ label, name, value, options }: ChoiceProps) {
  return (
    <NativeSelect {...{ label, name, options }} placeholder="Any" defaultValue={value?.split(',')[0] ?? ''} />
  );
}

function named(rows: readonly { readonly id: string; readonly name: string }[]) {
  return rows.map(({ id, name }) => ({ value: id, label: name }));
}

function dateValue(text: string | undefined) {
  return text !== undefined && isCalendarDate(text) ? { defaultValue: text } : {};
}

const TYPES = [
  { value: 'expense', label: 'Expense' },
  { value: 'income', label: 'Income' },
  { value: 'transfer', label: 'Transfer' },
];

const STATUSES = [
  { value: 'pending', label: 'Pending' },
  { value: 'cleared', label: 'Cleared' },
  { value: 'reconciled', label: 'Reconciled' },
];
