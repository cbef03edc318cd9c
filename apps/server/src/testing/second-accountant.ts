import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { addDays, type CalendarDate } from '@fintrack/core/dates';
import { parseAmount, parseCurrency } from '@fintrack/core/money';

/** What another program makes of a file of books: minor units, by its own names of accounts. */
export interface SecondOpinion {
  /** Zero where the program says nothing of the account. */
  readonly balanceAt: (account: string, currency: string, date: CalendarDate) => bigint;
  /** What was put on the account in a month ("2026-01"). */
  readonly movedIn: (account: string, currency: string, month: string) => bigint;
  /** Every account that has anything on it. */
  readonly accounts: readonly string[];
}

/** A program that knows nothing of FinTrack. */
export interface SecondAccountant {
  readonly name: 'hledger' | 'beancount';
  readonly ending: 'journal' | 'beancount';
  readonly isThere: boolean;
  /** @throws {Error} with the program's words when it finds anything wrong. */
  readonly check: (file: string) => Promise<void>;
  readonly read: (file: string, span: { from: CalendarDate; to: CalendarDate }) => Promise<SecondOpinion>;
  /** The account names and ids that the file declares. */
  readonly declared: (text: string) => ReadonlyMap<string, string>;
}

/** All that FinTrack writes as a tag of a journal: docs/specs/plain-text-books.md. */
const JOURNAL_TAGS: ReadonlySet<string> = new Set(
  (
    'type id name archived payee description link tag tags notes value-date original payment-method bank-line ' +
    'refund refund-of fee-of category-id anchor status'
  ).split(' '),
);

const HLEDGER: SecondAccountant = {
  name: 'hledger',
  ending: 'journal',
  isThere: isInstalled('hledger'),
  check: async (file) => {
    await hledger(file, ['check', '--strict', 'ordereddates']);
    const tags = (await hledger(file, ['tags'])).split('\n').filter((tag) => tag !== '');
    const strangers = tags.filter((tag) => !JOURNAL_TAGS.has(tag));
    if (strangers.length > 0) throw new Error(`Something typed became a tag: ${strangers.join(', ')}`);
  },
  read: async (file, { from, to }) => {
    const span = ['-b', from, '-e', addDays(to, 1), '--flat', '--empty', '--layout=bare', '-O', 'csv'];
    const days = await hledger(file, [
      'balance',
      '--daily',
      '--historical',
      ...span,
      '^Assets',
      '^Liab',
      '^Equity',
    ]);
    const months = await hledger(file, ['balance', '--monthly', ...span, '^Income', '^Expenses']);
    const [balances, moved] = [readTable(days), readTable(months)];
    return {
      balanceAt: (account, currency, date) => balances.get(keyOf(account, currency))?.get(date) ?? 0n,
      movedIn: (account, currency, month) => moved.get(keyOf(account, currency))?.get(month) ?? 0n,
      accounts: [...balances.keys(), ...moved.keys()].map((key) => key.split('\t')[0] ?? ''),
    };
  },
  declared: (text) =>
    new Map(
      [...text.matchAll(/^account (.+)\n(?: +; type:.*\n)(?: +; id:(.+)\n)?/gmu)].map(([, name, id]) => [
        id ?? name ?? '',
        name ?? '',
      ]),
    ),
};

const BEANCOUNT: SecondAccountant = {
  name: 'beancount',
  ending: 'beancount',
  isThere: isInstalled('bean-check') && isInstalled('bean-query'),
  check: async (file) => {
    await runProgram('bean-check', [file]);
  },
  read: async (file) => {
    // A bare number is cut to the digits that most numbers have, whatever their currency; a position is not.
    const query = 'SELECT date, account, sum(position) GROUP BY date, account';
    const stdout = await runProgram('bean-query', ['-f', 'csv', file, query]);
    const rows = readCsv(stdout)
      .slice(1)
      .flatMap(([date = '', account = '', position = '']) =>
        [...position.matchAll(/(-?[\d.]+) +([A-Z]{3})/gu)].map(([, number = '', currency = '']) => ({
          date,
          key: keyOf(account.trim(), currency),
          minor: parseAmount(number, parseCurrency(currency)).minor,
        })),
      );
    const sum = (key: string, isIn: (date: string) => boolean): bigint =>
      rows.reduce((total, row) => (row.key === key && isIn(row.date) ? total + row.minor : total), 0n);
    return {
      balanceAt: (account, currency, date) => sum(keyOf(account, currency), (each) => each <= date),
      movedIn: (account, currency, month) => sum(keyOf(account, currency), (each) => each.startsWith(month)),
      accounts: rows.map(({ key }) => key.split('\t')[0] ?? ''),
    };
  },
  declared: (text) =>
    new Map(
      [...text.matchAll(/^\S+ open (\S+).*\n(?: {2}id: "(.+)"\n)?/gmu)].map(([, name, id]) => [
        id ?? name ?? '',
        name ?? '',
      ]),
    ),
};

/** The programs that books are compared with; one that is not on the machine is left out, and `npm test` says so. */
export const SECOND_ACCOUNTANTS: readonly SecondAccountant[] = [HLEDGER, BEANCOUNT];

const MAX_OUTPUT = 512 * 1024 * 1024;

async function hledger(file: string, args: readonly string[]): Promise<string> {
  const [command = '', ...rest] = args;
  return runProgram('hledger', [command, '-f', file, ...rest]);
}

/** hledger reads a file in the encoding of the locale. */
async function runProgram(program: string, args: readonly string[]): Promise<string> {
  const words = ['LC_ALL=C.UTF-8', 'PYTHONIOENCODING=utf-8', program, ...args];
  const { stdout } = await promisify(execFile)('env', words, { maxBuffer: MAX_OUTPUT });
  return stdout;
}

/** Columns of "account","commodity", then one a period. */
function readTable(csv: string): ReadonlyMap<string, ReadonlyMap<string, bigint>> {
  const [head = [], ...rows] = readCsv(csv);
  const table = new Map<string, Map<string, bigint>>();
  for (const [account = '', currency = '', ...cells] of rows) {
    // The totals, and accounts that never had anything.
    if (currency === '') continue;
    const periods = cells.map(
      (cell, index) => [head[index + 2] ?? '', parseAmount(cell, parseCurrency(currency)).minor] as const,
    );
    table.set(keyOf(account, currency), new Map(periods));
  }
  return table;
}

function keyOf(account: string, currency: string): string {
  return `${account}\t${currency}`;
}

/** RFC 4180, as both programs write it. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  for (const line of text.split(/\r?\n/u)) {
    if (line === '') continue;
    rows.push(
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/gu)].map(([, quoted, plain]) =>
        quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
      ),
    );
  }
  return rows;
}

function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version']).status === 0;
}
