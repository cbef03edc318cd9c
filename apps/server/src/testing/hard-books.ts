import {
  createAccount,
  createAnchor,
  createCategory,
  createTransaction,
  deleteTransaction,
  replaceSplits,
  updateTransaction,
} from '@fintrack/contract';
import type { ApiClient } from '@fintrack/contract/client';
import { addDays, type CalendarDate, parseCalendarDate } from '@fintrack/core/dates';
import { type Currency, formatMinor, parseCurrency } from '@fintrack/core/money';
import { type Random, seededRandom } from '../seed/random.ts';

/** What people and banks write, and what it could do in a file of lines. */
export const HARD_TEXTS: readonly [string, ...string[]] = [
  'Plain',
  'Food: out  and  about',
  'semi;colon ; include /etc/passwd',
  'bar | pipe || bars',
  '"quoted" \\ back\\slash \\n \\"',
  '(bracket) [2020-01-01] {x} = *',
  '! * = @@ 5.00 EUR',
  '2nd 2026-01-01 open Assets:Evil EUR',
  'date:2020-01-01, type:L, id:evil, date2:1/1',
  'id:evil',
  '[2020-02-02] [=2020/2/2] [1/2], date:2020-02-02',
  '  Assets:Evil  1000.00 EUR',
  'line\n2026-01-01 * evil\n    Assets:Evil  1.00 EUR\n    Equity:Evil\n',
  'comment\r\nend comment\r\n"""\n; x\n\ninclude "/etc/passwd"\n',
  '💰👨‍👩‍👧 emoji',
  'حساب התוכנית right to left',
  '日本円 口座',
  'ünïcödé ßtraße Ærø čeština',
  'turned\u202Earound\u2066 and\u200Bzero\uFEFFwidth',
  `long ${'x'.repeat(240)}`,
  'P 2026-01-01 EUR 0.5 USD',
  '~ monthly',
  '#tag ^link key: "value"',
  '<script>alert(1)</script> %s ${x} =1+1',
  'tab\there\u00a0\u3000wide  spaces',
];

const CURRENCIES: readonly [string, ...string[]] = ['EUR', 'EUR', 'USD', 'JPY', 'KWD'];
const STATUSES: readonly [Status, ...Status[]] = ['pending', 'cleared', 'cleared', 'reconciled'];
type Status = 'pending' | 'cleared' | 'reconciled';
const TYPES = ['checking', 'savings', 'credit', 'loan', 'cash', 'investment'] as const;
const FIRST = parseCalendarDate('2026-01-20');
const DAYS = 50;

interface HardAccount {
  readonly id: string;
  readonly currency: Currency;
}

/** Random books of everything that an export could stumble over, entered through the API. */
export async function enterHardBooks(client: Pick<ApiClient, 'call'>, seed: number): Promise<void> {
  const random = seededRandom(seed);
  const accounts: HardAccount[] = [];
  for (let index = 0; index < random.between(2, 4); index += 1)
    accounts.push(await addAccount(client, random, index));
  const categories: string[] = [];
  for (let index = 0; index < 5; index += 1)
    categories.push(await addCategory(client, random, { index, categories }));
  const entering = { client, random, accounts, categories };
  for (let index = random.between(8, 22); index > 0; index -= 1) await addRow(entering);
  for (let index = random.between(1, 6); index > 0; index -= 1) await addTransfer(entering);
  for (let index = random.between(0, 4); index > 0; index -= 1) await addAnchor(entering);
}

interface Entering {
  readonly client: Pick<ApiClient, 'call'>;
  readonly random: Random;
  readonly accounts: readonly HardAccount[];
  readonly categories: readonly string[];
}

async function addAccount(client: Entering['client'], random: Random, index: number): Promise<HardAccount> {
  const currency = parseCurrency(random.pick(CURRENCIES));
  const { data } = await client.call(createAccount, {
    body: {
      name: nameOf(random, index),
      type: random.pick(TYPES),
      currency,
      isHidden: random.chance(20),
      ...(random.chance(50)
        ? { openingBalance: formatMinor(someMinor(random), currency), openingDate: someDay(random) }
        : {}),
    },
  });
  return { id: data.id, currency };
}

async function addCategory(
  client: Entering['client'],
  random: Random,
  { index, categories }: { index: number; categories: readonly string[] },
): Promise<string> {
  const parentId = index > 2 ? categories[0] : undefined;
  const kind = parentId === undefined && random.chance(30) && index > 0 ? 'income' : 'expense';
  const { data } = await client.call(createCategory, {
    body: { name: nameOf(random, index), kind, parentId },
  });
  return data.id;
}

async function addRow({ client, random, accounts, categories }: Entering): Promise<void> {
  const account = pick(random, accounts);
  const minor = someMinor(random);
  const status = random.pick(STATUSES);
  const { data } = await client.call(createTransaction, {
    body: {
      accountId: account.id,
      date: someDay(random),
      amount: formatMinor(minor, account.currency),
      status,
      description: random.pick(HARD_TEXTS),
      payeeName: random.chance(50) ? nameOf(random, 0) : undefined,
      notes: random.chance(50) ? random.pick(HARD_TEXTS) : undefined,
      tags: random.chance(40) ? [random.pick(HARD_TEXTS).trim().slice(0, 50).trim(), 'plain-tag'] : undefined,
      categoryId: random.chance(70) ? pick(random, categories) : null,
      paymentMethod: random.chance(20) ? 'card; date:2020-01-01' : undefined,
      valueDate: random.chance(30) ? someDay(random) : undefined,
      ...(random.chance(20) ? { originalAmount: '12.345', originalCurrency: 'KWD' } : {}),
    },
  });
  if (status === 'reconciled') return;
  if (random.chance(10)) await client.call(deleteTransaction, { params: { transactionId: data.id } });
  else if (random.chance(25))
    await split({ client, random, accounts, categories }, { ...account, id: data.id, minor });
}

async function split(
  { client, random, categories }: Entering,
  row: { readonly id: string; readonly currency: Currency; readonly minor: bigint },
): Promise<void> {
  const first = row.minor / 3n;
  if (first === 0n) return;
  const parts = [first, row.minor - first - first / 2n, first / 2n].filter((minor) => minor !== 0n);
  await client.call(replaceSplits, {
    params: { transactionId: row.id },
    body: {
      version: 1,
      splits: parts.map((minor, index) => ({
        amount: formatMinor(minor, row.currency),
        categoryId: index === 1 ? null : pick(random, categories),
        notes: random.pick(HARD_TEXTS),
        description: random.pick(HARD_TEXTS),
      })),
    },
  });
}

async function addTransfer({ client, random, accounts }: Entering): Promise<void> {
  const [from, to] = [pick(random, accounts), pick(random, accounts)];
  if (from.id === to.id) return;
  const minor = someMinor(random);
  const { data } = await client.call(createTransaction, {
    body: {
      type: 'transfer',
      accountId: from.id,
      transferAccountId: to.id,
      date: someDay(random),
      amount: formatMinor(minor, from.currency),
      status: random.chance(50) ? 'pending' : 'cleared',
      description: random.pick(HARD_TEXTS),
      ...(from.currency === to.currency
        ? {}
        : { transferAmount: formatMinor(BigInt(random.between(1, 900_000)), to.currency) }),
    },
  });
  const date = someDay(random);
  const body = random.chance(50) ? { date } : random.chance(50) ? { status: 'cleared' as const } : null;
  if (body)
    await client.call(updateTransaction, {
      params: { transactionId: data.id },
      body: { version: 1, ...body },
    });
}

async function addAnchor({ client, random, accounts }: Entering): Promise<void> {
  const account = pick(random, accounts);
  await client.call(createAnchor, {
    params: { accountId: account.id },
    body: { date: someDay(random), balance: formatMinor(someMinor(random), account.currency) },
  });
}

/** A number in front keeps names apart for FinTrack; what the export makes of them may still be alike. */
function nameOf(random: Random, index: number): string {
  return `${random.pick(HARD_TEXTS).trim().slice(0, 250)} ${'·'.repeat(index)}`.trim();
}

function someMinor(random: Random): bigint {
  const minor = BigInt(random.between(-900_000, 900_000));
  return minor === 0n ? 1n : minor;
}

function someDay(random: Random): CalendarDate {
  return addDays(FIRST, random.between(0, DAYS));
}

function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[random.between(0, items.length - 1)];
  if (item === undefined) throw new Error('There is nothing to pick from.');
  return item;
}
