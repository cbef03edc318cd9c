import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Account,
  exportBeancount,
  exportJournal,
  getBalanceAt,
  getBalanceHistory,
  listAccounts,
} from '@fintrack/contract';
import type { ApiClient } from '@fintrack/contract/client';
import { addDays, type CalendarDate, endOfMonth } from '@fintrack/core/dates';
import { parseAmount, parseCurrency } from '@fintrack/core/money';
import type { TestApp } from './create-test-app.ts';
import type { SecondAccountant, SecondOpinion } from './second-accountant.ts';

/** Books of one tenant, as its user sees them. */
export interface ComparedBooks {
  readonly app: TestApp;
  readonly client: Pick<ApiClient, 'call'>;
  readonly tenantId: string;
}

export interface Comparison {
  /** Figures that were compared. */
  readonly count: number;
  /** "Giro 2026-01-31: FinTrack 12.50, hledger 12.51" */
  readonly differences: readonly string[];
}

/**
 * Exports books, has another program check them, and compares every account's balance on every day, what is pending at
 * each month's end and anchor, and every category's month, with what FinTrack itself says.
 * @throws {Error} with the program's words when it refuses the file
 */
export async function compareBooks(books: ComparedBooks, accountant: SecondAccountant): Promise<Comparison> {
  const endpoint = accountant.name === 'hledger' ? exportJournal : exportBeancount;
  const text = await (await books.client.call(endpoint, { query: {} })).data.text();
  const span = await findSpan(books);
  const folder = await mkdtemp(join(tmpdir(), 'fintrack-books-'));
  try {
    const file = join(folder, `books.${accountant.ending}`);
    await writeFile(file, text);
    await accountant.check(file);
    const opinion = await accountant.read(file, span);
    const compared = new Compared(accountant.name, opinion, accountant.declared(text));
    await compareBalances(books, compared, span);
    await comparePending(books, compared, span);
    await compareCategories(books, compared);
    return compared;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Span {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

class Compared implements Comparison {
  count = 0;
  readonly differences: string[] = [];
  readonly #program: string;
  readonly opinion: SecondOpinion;
  readonly #declared: ReadonlyMap<string, string>;

  constructor(program: string, opinion: SecondOpinion, declared: ReadonlyMap<string, string>) {
    this.#program = program;
    this.opinion = opinion;
    this.#declared = declared;
  }

  /** The other program's name of something of FinTrack's, by its id or by the name itself. */
  nameOf(idOrName: string): string {
    const name = this.#declared.get(idOrName);
    if (name === undefined) throw new Error(`The file declares no account for ${idOrName}.`);
    return name;
  }

  figure(what: string, ours: bigint, theirs: bigint): void {
    this.count += 1;
    if (ours !== theirs) this.differences.push(`${what}: FinTrack ${ours}, ${this.#program} ${theirs}`);
  }
}

async function compareBalances(
  { client }: ComparedBooks,
  compared: Compared,
  { from, to }: Span,
): Promise<void> {
  for (const account of await accountsOf(client)) {
    const { data } = await client.call(getBalanceHistory, {
      params: { accountId: account.id },
      query: { from, to, interval: 'day' },
    });
    const name = compared.nameOf(account.id);
    for (const { date, balance } of data.points) {
      const ours = parseAmount(balance, parseCurrency(account.currency)).minor;
      compared.figure(
        `${account.name} ${date}`,
        ours,
        compared.opinion.balanceAt(name, account.currency, date),
      );
    }
  }
}

async function comparePending(
  { app, client, tenantId }: ComparedBooks,
  compared: Compared,
  { from, to }: Span,
): Promise<void> {
  const anchors = await app.adminQuery<{ date: CalendarDate }>(
    'SELECT DISTINCT anchor_date::text AS date FROM account_balance_anchors WHERE tenant_id = $1 AND deleted_at IS NULL',
    [tenantId],
  );
  const days = new Set([...anchors.map(({ date }) => date), to]);
  for (let date = endOfMonth(from); date <= to; date = endOfMonth(addDays(date, 1))) days.add(date);
  for (const account of await accountsOf(client)) {
    const [, part = ''] = /^\w+:(.*)$/u.exec(compared.nameOf(account.id)) ?? [];
    for (const date of days) {
      const { data } = await client.call(getBalanceAt, { params: { accountId: account.id, date } });
      const ours = parseAmount(data.pending, parseCurrency(account.currency)).minor;
      const theirs = compared.opinion.balanceAt(`Equity:Pending:${part}`, account.currency, date);
      compared.figure(`${account.name} pending ${date}`, ours, theirs);
    }
  }
}

/** FinTrack's category totals are those that its reports and its list of categories read. */
async function compareCategories({ app, tenantId }: ComparedBooks, compared: Compared): Promise<void> {
  const totals = await app.adminQuery<CategoryMonth>(
    `SELECT c.id, t.type, a.currency, to_char(t.month, 'YYYY-MM') AS month, sum(t.amount_minor)::text AS minor
     FROM category_monthly_totals t JOIN accounts a ON a.tenant_id = t.tenant_id AND a.id = t.account_id
       LEFT JOIN categories c ON c.tenant_id = t.tenant_id AND c.id = t.category_id
     WHERE t.tenant_id = $1 AND t.type <> 'transfer'
     GROUP BY c.id, t.type, a.currency, t.month`,
    [tenantId],
  );
  const sums = new Map<string, bigint>();
  for (const { id, type, currency, month, minor } of totals) {
    const none = type === 'income' ? 'Income:Uncategorised' : 'Expenses:Uncategorised';
    const key = [compared.nameOf(id ?? none), currency, month].join('\t');
    // What leaves an account arrives in a category.
    sums.set(key, (sums.get(key) ?? 0n) - BigInt(minor));
  }
  for (const [key, ours] of sums) {
    const [name = '', currency = '', month = ''] = key.split('\t');
    compared.figure(`${name} ${month}`, ours, compared.opinion.movedIn(name, currency, month));
  }
}

interface CategoryMonth {
  readonly id: string | null;
  readonly type: string;
  readonly currency: string;
  readonly month: string;
  readonly minor: string;
}

async function accountsOf(client: ComparedBooks['client']): Promise<readonly Account[]> {
  return (await client.call(listAccounts, { query: { includeArchived: 'true', includeHidden: 'true' } }))
    .data;
}

/** From the day before anything happened to the day after. */
async function findSpan({ app, tenantId }: ComparedBooks): Promise<Span> {
  const [found] = await app.adminQuery<{ from: CalendarDate | null; to: CalendarDate | null }>(
    `SELECT (min(date) - 1)::text AS from, (max(date) + 1)::text AS to FROM (
       SELECT date FROM transactions WHERE tenant_id = $1 AND deleted_at IS NULL
       UNION ALL SELECT anchor_date FROM account_balance_anchors WHERE tenant_id = $1 AND deleted_at IS NULL
     ) AS days`,
    [tenantId],
  );
  if (!found?.from || !found.to) throw new Error('There is nothing to compare in these books.');
  return { from: found.from, to: found.to };
}
