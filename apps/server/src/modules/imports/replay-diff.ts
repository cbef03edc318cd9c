import type { ReplayRow } from '@fintrack/contract';
import { formatMinor, parseCurrency } from '@fintrack/core/money';
import type { ReplayedFields } from '../transactions/index.ts';
import type { Names, ReplayDifference, ReplayState } from './repo.replay.ts';

/** What a replay does about one line that reads otherwise than before. */
export interface ReplayStep {
  readonly row: ReplayRow;
  readonly transactionId: string;
  /** What is set in the row here; empty where nothing is. */
  readonly fields: ReplayedFields;
}

type Here = NonNullable<ReplayDifference['here']>;

/**
 * Decides about a line: what the user has made of its row stays, field by field, and is named; a row that the user has
 * edited, locked, split, linked or deleted does not go.
 */
export function decideReplay(difference: ReplayDifference, names: Names): ReplayStep {
  const { before, after, here } = difference;
  if (after === null)
    return before === null || here === null ? nothing(difference) : remove(difference, names);
  if (here === null) return step(difference, { change: 'added', reason: 'The new reading has this row.' });
  if (here.hold === 'deleted') {
    return step(difference, { change: 'kept', reason: 'You deleted this row. It stays deleted.' });
  }
  return before === null
    ? step(difference, { change: 'kept', reason: 'It is in the books already.' })
    : change(difference, { before, after, here, names });
}

function nothing(difference: ReplayDifference): ReplayStep {
  return step(difference, { change: 'kept', reason: 'It is not in the books any more.' });
}

const HOLD_REASONS: Readonly<Record<NonNullable<Here['hold']>, string>> = {
  deleted: 'You deleted this row.',
  reconciled: 'It is reconciled, so it stays.',
  transfer: 'It is a leg of a transfer, so it stays.',
  split: 'You split it, so it stays.',
};

function remove(difference: ReplayDifference, names: Names): ReplayStep {
  const { before, here } = difference;
  if (before === null || here === null) return nothing(difference);
  if (here.hold !== null) return step(difference, { change: 'kept', reason: HOLD_REASONS[here.hold] });
  const edited = FIELDS.filter((field) => !isEqual(read(before, field), read(here, field)));
  if (edited.length > 0) {
    const fields = edited.map((field) =>
      told(field, { before: here, after: before, names, difference, kept: true }),
    );
    return step(difference, { change: 'kept', fields, reason: 'You changed it since, so it stays.' });
  }
  return step(difference, { change: 'removed', reason: 'The new reading does not book this line.' });
}

interface Sides {
  readonly before: ReplayState;
  readonly after: ReplayState;
  readonly here: Here;
  readonly names: Names;
}

function change(difference: ReplayDifference, { before, after, here, names }: Sides): ReplayStep {
  const differing = FIELDS.filter(
    (field) =>
      !isEqual(read(before, field), read(after, field)) && !isEqual(read(here, field), read(after, field)),
  );
  const isHeld = (field: Field): boolean =>
    !isEqual(read(here, field), read(before, field)) || HELD_FIELDS[here.hold ?? 'none'].includes(field);
  const fields = differing.map((field) =>
    told(field, { before: here, after, names, difference, kept: isHeld(field) }),
  );
  const taken = differing.filter((field) => !isHeld(field));
  if (taken.length === 0) {
    const reason = here.hold === null ? 'You changed it since, so it stays.' : HOLD_REASONS[here.hold];
    return step(difference, {
      change: 'kept',
      fields,
      reason: fields.length === 0 ? 'It says so already.' : reason,
    });
  }
  const reason = 'The line reads otherwise now.';
  return { ...step(difference, { change: 'changed', fields, reason }), fields: setOf(after, taken) };
}

type Field = 'date' | 'amount' | 'description' | 'payee' | 'category' | 'notes' | 'tags';
const FIELDS: readonly Field[] = ['date', 'amount', 'description', 'payee', 'category', 'notes', 'tags'];
const HELD_FIELDS: Readonly<Record<NonNullable<Here['hold']> | 'none', readonly Field[]>> = {
  none: [],
  deleted: FIELDS,
  reconciled: ['date', 'amount'],
  transfer: ['amount'],
  split: ['amount', 'category'],
};

function read(state: ReplayState, field: Field): string | null {
  switch (field) {
    case 'payee':
      return state.payeeId;
    case 'category':
      return state.categoryId;
    case 'tags':
      return state.tags.length === 0 ? null : [...state.tags].toSorted().join(', ');
    default:
      return state[field];
  }
}

function isEqual(left: string | null, right: string | null): boolean {
  return (left ?? '') === (right ?? '');
}

function setOf(after: ReplayState, taken: readonly Field[]): ReplayedFields {
  const has = (field: Field): boolean => taken.includes(field);
  return {
    ...(has('date') ? { date: after.date } : {}),
    ...(has('amount') ? { amount_minor: after.amount } : {}),
    ...(has('description') ? { description: after.description } : {}),
    ...(has('payee') ? { payee_id: after.payeeId } : {}),
    ...(has('category') ? { category_id: after.categoryId } : {}),
    ...(has('notes') ? { notes: after.notes } : {}),
    ...(has('tags') ? { tags: after.tags } : {}),
  };
}

interface Telling {
  readonly before: ReplayState;
  readonly after: ReplayState;
  readonly names: Names;
  readonly difference: ReplayDifference;
  readonly kept: boolean;
}

function told(
  field: Field,
  { before, after, names, difference, kept }: Telling,
): ReplayRow['fields'][number] {
  const words = (state: ReplayState): string | null => {
    const value = read(state, field);
    if (value === null) return null;
    if (field === 'amount') return formatMinor(BigInt(value), parseCurrency(difference.currency));
    if (field === 'payee') return names.payees.get(value) ?? null;
    return field === 'category' ? (names.categories.get(value) ?? null) : value;
  };
  return { name: field, before: words(before), after: words(after), kept };
}

function step(
  { line, transactionId, currency, after, here, before }: ReplayDifference,
  row: Pick<ReplayRow, 'change' | 'reason'> & { readonly fields?: ReplayRow['fields'] },
): ReplayStep {
  const state = here ?? after ?? before;
  return {
    transactionId,
    fields: {},
    row: {
      line,
      change: row.change,
      transactionId: here === null ? null : transactionId,
      date: state?.date ?? null,
      amount: state ? formatMinor(BigInt(state.amount), parseCurrency(currency)) : null,
      currency,
      description: state?.description ?? null,
      fields: row.fields ?? [],
      reason: row.reason,
    },
  };
}
