import type { CalendarDate } from '../dates/index.ts';
import { type Money, money } from '../money/index.ts';
import type {
  AccountKey,
  BookAnchor,
  BookRow,
  BookSplit,
  Entry,
  Meta,
  OpenedAccount,
  Posting,
} from './books.ts';
import { legMeta, rowMeta, splitMeta } from './row-meta.ts';

/**
 * What a row is in the other program; null when the entry stands at the other leg of its transfer.
 * @param accounts ids of the accounts that are exported: a transfer to another one leaves the books.
 */
export function entryOfRow(row: BookRow, accounts: ReadonlySet<string>): Entry | null {
  const other = row.otherLeg && accounts.has(row.otherLeg.accountId) ? row.otherLeg : null;
  if (!other || row.splits) return entryOf(row, { postings: [accountPosting(row), ...counterPostings(row)] });
  if (other.date !== row.date) return entryInTransit(row, other);
  return row.id < other.id ? jointEntry(row, other) : null;
}

/** What an account held at the end of the opening day, against equity; pending rows apart. */
export function openingEntries(account: OpenedAccount, date: CalendarDate): Entry[] {
  const parts: readonly [AccountKey, bigint, string][] = [
    [`account ${account.id}`, account.openingMinor, 'Opening balance'],
    [`pending ${account.id}`, account.openingPendingMinor, 'Pending before the first day'],
  ];
  return parts.flatMap(([key, minor, narration]) =>
    minor === 0n
      ? []
      : [
          made(
            { date, narration, meta: [] },
            balancedBy('opening', plain(key, money(minor, account.currency))),
          ),
        ],
  );
}

/** What the bank says beyond the rows, on the day that it says so. */
export function driftEntry(account: OpenedAccount, anchor: BookAnchor, driftMinor: bigint): Entry {
  const posting = plain(`account ${account.id}`, money(driftMinor, account.currency));
  const meta: Meta[] = [{ key: 'anchor', value: anchor.id, kind: 'text' }];
  return made(
    { date: anchor.date, narration: 'Unexplained difference to the bank', meta },
    balancedBy('unexplained', posting),
  );
}

type Leg = Omit<BookRow, 'otherLeg' | 'splits'>;

/** Both legs of a transfer of one day. */
function jointEntry(left: Leg, right: Leg): Entry {
  const [sent, received] = left.amountMinor <= right.amountMinor ? [left, right] : [right, left];
  const isPending = sent.status === 'pending' || received.status === 'pending';
  const withFlag = (leg: Leg, posting: Posting): Posting =>
    isPending && leg.status !== 'pending' ? { ...posting, isPending: false } : posting;
  const arrival = accountPosting(received, [...accountMeta(received), ...legMeta(sent, received)]);
  const price = priceOf(sent, received);
  return entryOf(sent, {
    isPending,
    postings: [
      withFlag(sent, accountPosting(sent)),
      withFlag(received, { ...arrival, totalPrice: price }),
      ...(price ? [] : remainders([sent, received])),
    ],
  });
}

/**
 * One leg of a transfer whose legs have different days: between them the money stands on an account of its own, in the
 * currency that was sent, so that both balances are right on every day.
 */
function entryInTransit(row: BookRow, other: Leg): Entry {
  const [sent, received] = row.amountMinor < other.amountMinor ? [row, other] : [other, row];
  const price = row === received ? priceOf(sent, received) : null;
  const posting = { ...accountPosting(row), totalPrice: price };
  const counter = price
    ? plain('transfers', money(-price.minor, price.currency))
    : opposite('transfers', row);
  return {
    ...entryOf(row, { postings: [posting, counter] }),
    link: `transfer-${row.id < other.id ? row.id : other.id}`,
  };
}

/** What arrived cost, across currencies; null in one currency, and where signs or zeros make no price. */
function priceOf(sent: Leg, received: Leg): Money | null {
  if (sent.currency === received.currency) return null;
  return sent.amountMinor < 0n && received.amountMinor > 0n ? money(-sent.amountMinor, sent.currency) : null;
}

/** What two legs without a price do not cancel out, one posting a currency. */
function remainders(legs: readonly Leg[]): Posting[] {
  const [first, second] = legs;
  if (first && second && first.currency === second.currency) {
    const minor = -(first.amountMinor + second.amountMinor);
    return minor === 0n ? [] : [plain('transfers', money(minor, first.currency))];
  }
  return legs.map((leg) => opposite('transfers', leg));
}

function counterPostings(row: BookRow): Posting[] {
  if (!row.splits) return [opposite(counterKey(row), row)];
  const rest = row.splits.reduce((left, split) => left - split.amountMinor, row.amountMinor);
  return [
    ...row.splits.map((split): Posting => {
      const amount = money(-split.amountMinor, row.currency);
      return { ...plain(counterKey(split), amount), meta: splitMeta(row, split) };
    }),
    // A split that does not add up is refused when it is made; should one be there, it is shown and not hidden.
    ...(rest === 0n ? [] : [plain('unexplained', money(-rest, row.currency))]),
  ];
}

function counterKey({ type, categoryId }: Pick<BookSplit, 'type' | 'categoryId'>): AccountKey {
  if (type === 'transfer') return 'transfers';
  return categoryId === null ? `uncategorised ${type}` : `category ${categoryId}`;
}

function accountPosting(row: Leg, meta: readonly Meta[] = accountMeta(row)): Posting {
  const key: AccountKey = row.status === 'pending' ? `pending ${row.accountId}` : `account ${row.accountId}`;
  return { ...plain(key, money(row.amountMinor, row.currency)), meta };
}

/** The row is the posting on its account, so that its id stands there. */
function accountMeta(row: Leg): Meta[] {
  return [
    { key: 'id', value: row.id, kind: 'text' },
    ...(row.status === 'reconciled' ? [{ key: 'status', value: 'reconciled', kind: 'text' } as const] : []),
  ];
}

function entryOf(row: Leg, parts: { isPending?: boolean; postings: readonly Posting[] }): Entry {
  return {
    date: row.date,
    isPending: parts.isPending ?? row.status === 'pending',
    payee: row.payee,
    narration: row.description,
    tags: row.tags,
    link: null,
    meta: rowMeta(row),
    postings: parts.postings,
  };
}

function made(
  what: { date: CalendarDate; narration: string; meta: readonly Meta[] },
  postings: readonly Posting[],
): Entry {
  return { isPending: false, payee: null, tags: [], link: null, ...what, postings };
}

function balancedBy(key: AccountKey, posting: Posting): Posting[] {
  return [posting, plain(key, money(-posting.minor, posting.currency))];
}

function opposite(
  key: AccountKey,
  { amountMinor, currency }: Pick<Leg, 'amountMinor' | 'currency'>,
): Posting {
  return plain(key, money(-amountMinor, currency));
}

function plain(account: AccountKey, { minor, currency }: Money): Posting {
  return { account, minor, currency, totalPrice: null, isPending: null, meta: [] };
}
