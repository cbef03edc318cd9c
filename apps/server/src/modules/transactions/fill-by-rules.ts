import type { createTransaction } from '@fintrack/contract';
import { parseCalendarDate } from '@fintrack/core/dates';
import { type CompiledRules, type RuleField, type RuleOutcome, runRules } from '@fintrack/core/rules';
import type { z } from 'zod';
import type { Origin, SetBy } from '../rules/index.ts';
import type { Account } from './checks.ts';
import { newPart } from './new-part.ts';
import type { NewTransaction } from './repo.ts';
import type { TransactionType } from './sign.ts';

type Booking = z.output<typeof createTransaction.body>;

/** A row that is to be booked, and what filled which of its fields. */
export type PlannedRow = NewTransaction & { readonly setBy?: SetBy | undefined };

/** What is known of a row before rules fill it. */
export interface RowToFill {
  readonly booking: Booking;
  readonly account: Account;
  readonly amountMinor: bigint;
  readonly type: TransactionType;
}

/**
 * What rules make of a row that somebody books: they fill what was left empty, and leave alone what was given, an empty
 * value that was given included. A row that is being typed in is neither left out nor made a transfer by a rule.
 */
export function fillByRules(compiled: CompiledRules, row: RowToFill): RuleOutcome {
  const { booking, account, amountMinor, type } = row;
  const description = booking.description ?? '';
  const outcome = runRules(
    compiled,
    {
      accountId: account.id,
      date: parseCalendarDate(booking.date),
      amountMinor,
      currency: account.currency,
      type,
      status: booking.status ?? 'cleared',
      rawText: description,
      description,
      payee: booking.payeeName ?? null,
      notes: booking.notes ?? null,
      categoryId: booking.categoryId ?? null,
      tags: booking.tags ?? [],
      externalId: null,
      importSource: null,
      hasAttachment: false,
    },
    givenFields(booking, type),
  );
  // Whoever types an amount in says with its sign what the row is; a category of the other kind is for them to choose.
  const kind = outcome.category && compiled.books.categoryKinds.get(outcome.category.value);
  return kind === null || kind === type ? outcome : { ...outcome, category: null };
}

function givenFields(booking: Booking, type: TransactionType): ReadonlySet<RuleField> {
  const given = new Set<RuleField>();
  if (booking.categoryId !== undefined || booking.refundOfId || type === 'transfer') given.add('category');
  if (booking.payeeId !== undefined || booking.payeeName !== undefined) given.add('payee');
  if (booking.notes !== undefined) given.add('notes');
  if (booking.tags !== undefined) given.add('tags');
  return given;
}

/** Who set what of a row that rules filled; undefined when none did. */
export function settersOf(outcome: RuleOutcome): SetBy | undefined {
  const { category, split, payee, notes, tags } = outcome;
  const setBy: SetBy = {};
  if (category) setBy.category_id = { by: 'rule', ...category.by };
  if (split) setBy.is_split = { by: 'rule', ...split.by };
  if (payee) setBy.payee_id = { by: 'rule', ...payee.by };
  if (notes) setBy.notes = { by: 'rule', ...notes.by };
  if (tags) setBy.tags = { by: 'rule', ...tags.by };
  return Object.keys(setBy).length === 0 ? undefined : setBy;
}

/** The parts that a rule makes of a new row. */
export function partsOf(whole: NewTransaction, { split }: RuleOutcome): NewTransaction[] {
  return (split?.value ?? []).map((part) => newPart(whole, part, whole.changeSetId));
}

/** What filled which fields of rows, to be kept with them. */
export function originsOf(rows: readonly PlannedRow[]): Origin[] {
  return rows.flatMap(({ id, setBy }) => (setBy === undefined ? [] : [{ transactionId: id, setBy }]));
}
