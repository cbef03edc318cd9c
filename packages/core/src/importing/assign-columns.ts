import { type ColumnProfile, share } from './column-profile.ts';
import type { LayoutGuess } from './csv-layout.ts';
import type { ColumnRole } from './csv-mapping.ts';
import { readDate } from './date-text.ts';
import { type Heading, type HeadingMeaning, readHeading } from './header-words.ts';
import type { TableLocation } from './locate-table.ts';
import { flagDirection } from './value-words.ts';

interface Column {
  readonly heading: Heading | null;
  readonly name: string;
  readonly profile: ColumnProfile;
}

/** Roles being handed out; a column that has one is not considered again. */
interface Assignment {
  readonly columns: readonly Column[];
  readonly roles: (ColumnRole | null)[];
}

/** Gives every column its role, by its heading where that agrees with the cells, else by the cells alone. */
export function assignColumns(
  location: TableLocation,
  profiles: readonly ColumnProfile[],
): { columns: ColumnRole[]; guesses: LayoutGuess[] } {
  const columns = profiles.map((profile): Column => {
    const name = location.header[profile.index] ?? '';
    return { name, profile, heading: readHeading(name) };
  });
  const assignment: Assignment = { columns, roles: columns.map(() => null) };
  assignDates(assignment);
  assignFlag(assignment);
  assignMoney(assignment);
  assignNamed(assignment);
  assignTexts(assignment);
  const roles = assignment.roles.map((role) => role ?? 'ignore');
  return { columns: roles, guesses: explain(assignment, roles) };
}

function assignDates(assignment: Assignment): void {
  const named = free(assignment)
    .filter(({ heading, profile }) => heading?.meaning === 'date' && isDateColumn(profile, true))
    .sort(byDateRank);
  const valued = free(assignment).filter(
    (column) => hasMeaning(column, 'valueDate') && isDateColumn(column.profile, true),
  );
  const unnamed = free(assignment).filter(
    ({ heading, profile }) => heading?.meaning !== 'other' && isDateColumn(profile, false),
  );
  const date = named[0] ?? unnamed.find((column) => !valued.includes(column)) ?? valued[0];
  if (date === undefined) return;
  give(assignment, date, 'date');
  // "Created" and "timestamp" (rank 2) repeat the date; they are no value date.
  const further = [
    ...valued,
    ...named.filter((column) => (column.heading?.rank ?? 0) < 2),
    ...unnamed.filter((column) => column.heading === null),
  ];
  const valueDate = further.find((column) => column !== date);
  if (valueDate) give(assignment, valueDate, 'valueDate');
}

/** A column that every row fills goes before one that is empty for pending rows; then the more typical heading. */
function byDateRank(left: Column, right: Column): number {
  const filled =
    Number(share(right.profile.filled, right.profile.rows) >= 0.95) -
    Number(share(left.profile.filled, left.profile.rows) >= 0.95);
  return (
    filled ||
    (left.heading?.rank ?? 9) - (right.heading?.rank ?? 9) ||
    left.profile.index - right.profile.index
  );
}

function isDateColumn(profile: ColumnProfile, named: boolean): boolean {
  if (profile.filled === 0) return named && profile.rows === 0;
  if (share(profile.dates, profile.filled) >= (named ? 0.5 : 0.9)) return true;
  // Six bare digits are a date only under a heading that says so.
  return (
    named &&
    profile.values.every(
      (value) => /^\d{6}$/.test(value) && (readDate(value, 'ymd') ?? readDate(value, 'dmy')),
    )
  );
}

/** A debit/credit mark: every cell is a known word for in or out, at most four different ones. */
function assignFlag(assignment: Assignment): void {
  const flag = free(assignment)
    .filter(({ profile }) => profile.filled > 0 && profile.distinct <= 4)
    .filter(({ profile }) => share(profile.filled, profile.rows) >= 0.8)
    .filter(({ profile }) => profile.values.every((value) => flagDirection(value) !== null))
    .sort((left, right) => Number(hasMeaning(right, 'flag')) - Number(hasMeaning(left, 'flag')))[0];
  if (flag) give(assignment, flag, 'signFlag');
}

function assignMoney(assignment: Assignment): void {
  const money = (meaning: HeadingMeaning): Column | undefined =>
    best(free(assignment), meaning, isMoneyOrEmpty);
  const balance = money('balance');
  if (balance) give(assignment, balance, 'balance');
  const net = money('netAmount');
  const amount = net ?? money('amount');
  const debit = money('debit');
  const credit = money('credit');
  const full = amount !== undefined && share(amount.profile.filled, amount.profile.rows) >= 0.9;
  if (amount && (full || !(debit && credit))) give(assignment, amount, 'amount');
  else {
    if (debit) give(assignment, debit, 'debit');
    if (credit) give(assignment, credit, 'credit');
  }
  // A net amount has its fee taken off already.
  const fee = net ? undefined : money('fee');
  if (fee && fee.profile.filled > 0) give(assignment, fee, 'fee');
  if (!has(assignment, 'amount') && !has(assignment, 'debit') && !has(assignment, 'credit'))
    assignMoneyByContent(assignment);
}

function assignMoneyByContent(assignment: Assignment): void {
  const numeric = free(assignment).filter(
    ({ heading, profile }) =>
      heading?.meaning !== 'other' && profile.filled > 0 && share(profile.amounts, profile.filled) >= 0.9,
  );
  const marked = numeric.filter(({ profile }) => share(profile.marked, profile.filled) >= 0.5);
  const [first, second, third] =
    marked.length > 0 ? marked : numeric.filter(({ profile }) => profile.averageLength < 7);
  if (first === undefined) return;
  if (second !== undefined && excludeEachOther(first, second)) {
    give(assignment, first, 'debit');
    give(assignment, second, 'credit');
    if (third && !has(assignment, 'balance')) give(assignment, third, 'balance');
    return;
  }
  give(assignment, first, 'amount');
  if (second && !has(assignment, 'balance')) give(assignment, second, 'balance');
}

function excludeEachOther(left: Column, right: Column): boolean {
  return left.profile.filled + right.profile.filled <= left.profile.rows && right.profile.filled > 0;
}

function assignNamed(assignment: Assignment): void {
  const currency = best(free(assignment), 'currency', ({ profile }) => profile.currencies === profile.filled);
  if (currency) give(assignment, currency, 'currency');
  const state = best(free(assignment), 'state', ({ profile }) => profile.filled > 0);
  if (state) give(assignment, state, 'state');
  const category = best(free(assignment), 'category', () => true);
  if (category) give(assignment, category, 'category');
  const account = best(free(assignment), 'account', () => true);
  if (account) give(assignment, account, 'account');
  const id = best(
    free(assignment),
    'externalId',
    ({ profile }) => profile.distinct === profile.filled && profile.filled > 0,
  );
  if (id) give(assignment, id, 'externalId');
  else {
    const reference = best(free(assignment), 'reference', isIdColumn);
    if (reference) give(assignment, reference, 'externalId');
  }
  for (const column of free(assignment).filter((candidate) => hasMeaning(candidate, 'notes'))) {
    give(assignment, column, 'notes');
  }
}

/** Nearly every row has one, all differ, and they look like ids and not like words. */
function isIdColumn({ profile }: Column): boolean {
  return (
    profile.filled > 1 &&
    profile.filled === profile.rows &&
    profile.distinct === profile.filled &&
    share(profile.idLike, profile.filled) >= 0.95
  );
}

function assignTexts(assignment: Assignment): void {
  const payee = best(free(assignment), 'payee', isFilled);
  if (payee) give(assignment, payee, 'payee');
  const bankTexts = free(assignment).filter((column) => hasMeaning(column, 'bankText') && isFilled(column));
  const described = free(assignment).filter(
    (column) => hasMeaning(column, 'description') && isFilled(column),
  );
  for (const column of bankTexts) give(assignment, column, 'description');
  for (const column of described) {
    // Beside the bank's own text, a "description" is a name that somebody tidied.
    if (bankTexts.length === 0) give(assignment, column, 'description');
    else give(assignment, column, has(assignment, 'payee') ? 'notes' : 'payee');
  }
  const reference = best(free(assignment), 'reference', isFilled);
  if (reference) give(assignment, reference, has(assignment, 'description') ? 'notes' : 'description');
  if (has(assignment, 'description') || has(assignment, 'payee')) return;
  const wordy = free(assignment).filter(
    ({ heading, profile }) =>
      heading?.meaning !== 'other' &&
      profile.averageLength >= 4 &&
      profile.values.some((value) => /\p{L}{3}/u.test(value)),
  );
  for (const column of wordy) give(assignment, column, 'description');
}

function explain(assignment: Assignment, roles: readonly ColumnRole[]): LayoutGuess[] {
  return assignment.columns.flatMap(({ name, profile, heading }, index): LayoutGuess[] => {
    const role = roles[index];
    if (role === undefined || role === 'ignore') return [];
    const place = `Column ${index + 1}${name.trim() === '' ? '' : ` ("${name.trim()}")`}`;
    const named = heading !== null && heading.meaning !== 'other';
    const count =
      role === 'date' || role === 'valueDate' ? profile.dates : MONEY.has(role) ? profile.amounts : null;
    const cells =
      count === null
        ? `${profile.filled} of ${profile.rows} cells are filled`
        : `${count} of ${profile.filled} cells fit`;
    return [
      {
        field: 'columns',
        confidence: named ? (heading.exact ? 0.95 : 0.85) : 0.65,
        evidence: `${place} is the ${ROLE_NAMES[role]}: ${named ? 'its name says so, and ' : 'judged by its content, '}${cells}.`,
      },
    ];
  });
}

const MONEY: ReadonlySet<ColumnRole> = new Set<ColumnRole>(['amount', 'debit', 'credit', 'balance', 'fee']);

const ROLE_NAMES: Readonly<Record<ColumnRole, string>> = {
  date: 'date',
  valueDate: 'value date',
  description: 'description',
  payee: 'payee',
  amount: 'amount',
  debit: 'money out',
  credit: 'money in',
  signFlag: 'debit/credit mark',
  balance: 'balance',
  currency: 'currency',
  externalId: "bank's id",
  fee: 'fee',
  state: 'state',
  category: 'category',
  notes: 'note',
  tags: 'tags',
  account: 'account',
  ignore: 'ignored column',
};

function best(
  columns: readonly Column[],
  meaning: HeadingMeaning,
  fits: (column: Column) => boolean,
): Column | undefined {
  return columns
    .filter((column) => hasMeaning(column, meaning) && fits(column))
    .sort(
      (left, right) =>
        Number(right.heading?.exact) - Number(left.heading?.exact) ||
        (left.heading?.rank ?? 9) - (right.heading?.rank ?? 9) ||
        Number(isFilled(right)) - Number(isFilled(left)) ||
        left.profile.index - right.profile.index,
    )[0];
}

function free(assignment: Assignment): Column[] {
  return assignment.columns.filter((_, index) => assignment.roles[index] === null);
}

function give(assignment: Assignment, column: Column, role: ColumnRole): void {
  assignment.roles[column.profile.index] = role;
}

function has(assignment: Assignment, role: ColumnRole): boolean {
  return assignment.roles.includes(role);
}

function hasMeaning(column: Column, meaning: HeadingMeaning): boolean {
  return column.heading?.meaning === meaning;
}

function isFilled({ profile }: Column): boolean {
  return profile.filled > 0;
}

function isMoneyOrEmpty({ profile }: Column): boolean {
  return profile.filled === 0 || share(profile.amounts, profile.filled) >= 0.8;
}
