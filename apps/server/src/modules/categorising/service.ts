import type {
  CategoriserModelWire,
  CategoriserMonth,
  getCategoriserAccuracy,
  listCategorySuggestions,
  Pagination,
  SuggestedTransaction,
  updateCategoriserSettings,
} from '@fintrack/contract';
import { type Boldness, trainModel, WANTED_ACCURACY } from '@fintrack/core/categorising';
import { addMonths, type CalendarDate, startOfMonth } from '@fintrack/core/dates';
import type { z } from 'zod';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Services } from '../../platform/services.ts';
import { listByIds, listTransactions, readPage, writePagination } from '../transactions/index.ts';
import { loadCategoriser, modelCategories, nameCategories } from './load-categoriser.ts';
import { findMonths, type MonthRecord } from './repo.accuracy.ts';
import { findCorrections } from './repo.labels.ts';
import * as repo from './repo.ts';
import { suggestFor } from './suggest.ts';
import { trainTask } from './train-task.ts';

type Setting = z.output<typeof updateCategoriserSettings.data>;

/** Beyond this many it only matters that there are many. */
const MOST_COUNTED = 1000;

/** The newest model's figures; as shipped where there is none. */
export async function describeModel(tx: TenantTransaction): Promise<CategoriserModelWire> {
  const [newest, setting] = await Promise.all([repo.findNewestModel(tx), repo.findSetting(tx)]);
  const since = newest?.trainedUntil ?? null;
  const after = newest?.trainedAt ?? null;
  const corrections = await findCorrections(tx, { since, after, limit: MOST_COUNTED });
  const boldness = setting?.boldness ?? 'usual';
  const shipped = newest ?? (await describeShipped(tx));
  return {
    version: newest?.version ?? 0,
    trainedAt: newest?.trainedAt.toISOString() ?? null,
    rows: shipped.trainedRows,
    merchants: shipped.merchants,
    categories: shipped.categories,
    correctionsSince: corrections.length,
    boldness,
    settingsVersion: setting?.version ?? 0,
    trial: { ...shipped.trial, reliability: shipped.trial.reliability.map((bin) => ({ ...bin })) },
    inWords: inWords(boldness),
  };
}

async function describeShipped(
  tx: TenantTransaction,
): Promise<Pick<repo.ModelRecord, 'trainedRows' | 'merchants' | 'categories' | 'trial'>> {
  const categories = modelCategories(nameCategories(await repo.findCategories(tx)));
  return { trainedRows: 0, merchants: 0, categories: 0, trial: trainModel([], categories).trained.trial };
}

/** When a model acts by itself, in a sentence. */
function inWords(boldness: Boldness | 'off'): string {
  if (boldness === 'off') return 'It sets no category by itself: it only suggests, and you choose.';
  const wanted = Math.round(WANTED_ACCURACY[boldness] * 100);
  return `It sets a category by itself where at least ${wanted} of 100 such choices were right when it was tried out on your own rows. The rest it leaves to you, with suggestions.`;
}

/** Asks for a training in the background. */
export async function askForTraining(
  tx: TenantTransaction,
  { queue }: Pick<Services, 'queue'>,
): Promise<void> {
  const payload = { tenantId: tx.tenantId };
  await queue.enqueue(tx, { task: trainTask, payload, key: `categorising.train ${tx.tenantId}` });
}

/** @throws {AppError} STALE_VERSION */
export async function changeSetting(
  tx: TenantTransaction,
  { boldness, version }: z.output<typeof updateCategoriserSettings.body>,
): Promise<Setting> {
  const current = await repo.findSetting(tx);
  if (version !== undefined && version !== (current?.version ?? 0)) refuseStale(current);
  const isSaved =
    current === undefined
      ? await repo.insertSetting(tx, { id: newId(), boldness })
      : await repo.updateSetting(tx, { ...current, boldness });
  const now = await repo.findSetting(tx);
  if (!isSaved || now === undefined) return refuseStale(now);
  return { boldness: now.boldness, version: now.version };
}

function refuseStale(current: repo.SettingRecord | undefined): never {
  return refuse('STALE_VERSION', 'Somebody changed this setting meanwhile. Look at it again, then save.', {
    current: current && { boldness: current.boldness, version: current.version },
  });
}

/** The likeliest categories of the rows that a query names, or of those without one. */
export async function listSuggestions(
  tx: TenantTransaction,
  { transactionId, limit, cursor }: z.output<typeof listCategorySuggestions.query>,
): Promise<{ readonly data: SuggestedTransaction[]; readonly pagination: Pagination }> {
  const sort = '-date' as const;
  const data = await loadCategoriser(tx);
  if (transactionId !== undefined) {
    const rows = await listByIds(tx, transactionId);
    return {
      data: suggestFor(data, rows),
      pagination: writePagination({ next: null, total: rows.length }, { limit, sort }),
    };
  }
  const page = readPage({ limit, cursor, sort });
  const { transactions, ...list } = await listTransactions(tx, { uncategorised: true }, page);
  return { data: suggestFor(data, transactions), pagination: writePagination(list, { limit, sort }) };
}

/** Fewer choices of a month than this say nothing about how good they are. */
const FEWEST_CHOICES = 10;

/** What became of what the model set, in the last so many months. */
export async function readAccuracy(
  tx: TenantTransaction,
  { months, today }: { readonly months: number; readonly today: CalendarDate },
): Promise<z.output<typeof getCategoriserAccuracy.data>> {
  const records = await findMonths(tx, addMonths(startOfMonth(today), 1 - months));
  const total = records.reduce(
    (sum, record) => ({
      committed: sum.committed + record.committed,
      corrected: sum.corrected + record.corrected,
      left: sum.left + record.left,
    }),
    { committed: 0, corrected: 0, left: 0 },
  );
  return {
    months: records.map((record) => ({ month: record.month, ...presentMonth(record) })),
    total: presentMonth(total),
  };
}

function presentMonth({
  committed,
  corrected,
  left,
}: Omit<MonthRecord, 'month'>): Omit<CategoriserMonth, 'month'> {
  const stood = committed - corrected;
  const asked = committed + left;
  return {
    committed,
    stood,
    corrected,
    left,
    accuracy: committed < FEWEST_CHOICES ? null : round(stood / committed),
    coverage: asked === 0 ? null : round(committed / asked),
  };
}

function round(share: number): number {
  return Math.round(share * 1000) / 1000;
}
