import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { LabelledRow, ModelCategory } from '@fintrack/core/categorising';
import { parseCalendarDate } from '@fintrack/core/dates';
import { currencyExponent, parseCurrency } from '@fintrack/core/money';
import { readCsvRecords } from '../../apps/server/src/modules/imports/csv-records.ts';

/** Rows whose category somebody has said, and the categories that there are. */
export interface LabelledSet {
  readonly name: string;
  readonly rows: readonly LabelledRow[];
  readonly categories: readonly ModelCategory[];
}

/**
 * Reads every CSV file of a folder that has the columns date, description, amount, currency, direction and label. A
 * label is a category of income for money that comes in and one of spending for money that leaves, as in FinTrack.
 */
export async function readLabelledSets(folder: string): Promise<LabelledSet[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.csv')).toSorted();
  return Promise.all(files.map((file) => readLabelledSet(join(folder, file))));
}

/** A set of these rows. A category's id is its kind and its name. */
export function labelledSet(name: string, rows: readonly LabelledRow[]): LabelledSet {
  const ids = [...new Set(rows.map((row) => row.categoryId))].toSorted();
  return { name, rows, categories: ids.map(categoryOf) };
}

async function readLabelledSet(path: string): Promise<LabelledSet> {
  const rows: LabelledRow[] = [];
  let header: readonly string[] | null = null;
  for await (const { cells } of readCsvRecords(createReadStream(path), {
    encoding: 'utf-8',
    delimiter: ',',
  })) {
    if (header === null) {
      header = cells;
      continue;
    }
    const row = toRow(Object.fromEntries(header.map((column, index) => [column, cells[index] ?? ''])));
    if (row !== null) rows.push(row);
  }
  return labelledSet(basename(path, '.csv'), rows);
}

/** A row without a date stands on one and the same day; one whose amount is no number is left out. */
function toRow(cells: Readonly<Record<string, string>>): LabelledRow | null {
  const { date = '', description = '', amount = '', label = '' } = cells;
  const currency = parseCurrency(cells['currency'] || 'USD');
  const parts = /^(-?)(\d+)(?:\.(\d*))?$/.exec(amount);
  if (parts === null || label === '') return null;
  const exponent = currencyExponent(currency);
  const minor = BigInt(`${parts[2]}${(parts[3] ?? '').padEnd(exponent, '0').slice(0, exponent)}`);
  const amountMinor = parts[1] === '-' ? -minor : minor;
  return {
    text: description,
    amountMinor,
    currency,
    accountId: 'account',
    date: parseCalendarDate(date || '2026-01-01'),
    categoryId: `${amountMinor > 0n ? 'income' : 'expense'}:${label}`,
  };
}

function categoryOf(id: string): ModelCategory {
  const [kind = '', ...name] = id.split(':');
  return { id, kind: kind === 'income' ? 'income' : 'expense', path: [name.join(':')] };
}
