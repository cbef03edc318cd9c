import type { RecurringSchedule } from '@fintrack/contract';
import type { CalendarDate } from '@fintrack/core/dates';
import { brandOf, type KnownSeries, matchKnown, nearestOccurrence } from '@fintrack/core/recurrence';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { newId } from '../../platform/ids.ts';
import { doneSince, expectationOf } from './expectation-of.ts';
import type { Finding } from './find-series.ts';
import * as rows from './repo.rows.ts';
import * as repo from './repo.ts';

/** Nobody has as many; a bank's texts gone wrong might look so. */
const MAX_SERIES = 2000;
const MAX_NEW = 300;

export interface Kept {
  /** New proposals. */
  readonly found: number;
  /** Proposals that were taken back, since nothing speaks for them any more. */
  readonly withdrawn: number;
  /** Known series that got rows. */
  readonly updated: number;
}

export interface Keeping {
  readonly findings: readonly Finding[];
  readonly today: CalendarDate;
  /** False where there is no change set: then what is new is counted, and left out. */
  readonly mayPropose: boolean;
}

/**
 * Writes down what detection has found. Known series get their new rows and figures; what a person decided about them
 * stays. What is new becomes a proposal, unless it was dismissed before.
 */
export async function keepFindings(tx: TenantTransaction, keeping: Keeping): Promise<Kept> {
  const { findings, today, mayPropose } = keeping;
  await rows.lockDetection(tx);
  const records = await repo.findSeries(tx, { doneSince: doneSince(today), limit: MAX_SERIES });
  const known = await asKnown(tx, records);
  const owners = matchKnown(findings, known);
  const byId = new Map(records.map((record) => [record.id, record]));
  const met = findings.flatMap((finding, index) => {
    const record = byId.get(owners[index]?.id ?? '');
    return record ? [{ finding, record }] : [];
  });
  const fresh = findings.filter((_, index) => owners[index] === null).slice(0, MAX_NEW);
  const metIds = new Set(met.map(({ record }) => record.id));
  const stale = records.filter((record) => record.state === 'proposed' && !metIds.has(record.id));
  const updated = await refreshKnown(tx, met);
  if (mayPropose) {
    await repo.withdrawProposals(
      tx,
      stale.map((record) => record.id),
    );
    await propose(tx, fresh);
  }
  return { found: fresh.length, withdrawn: stale.length, updated };
}

async function asKnown(tx: TenantTransaction, records: readonly repo.SeriesRecord[]): Promise<KnownSeries[]> {
  const rowIds = await rows.findRowIds(tx);
  return records.map((record) => {
    const { id, state, accountId, currency, evidence, name, payeeName } = record;
    const { schedule, expectedMinor } = expectationOf(record);
    const names = [brandOf(name), payeeName === null ? null : brandOf(payeeName)].filter(
      (word) => word !== null,
    );
    return {
      id,
      state,
      accountId,
      currency,
      schedule,
      expectedMinor,
      merchantWords: [...new Set([...(evidence?.merchantWords ?? []), ...names])],
      rowIds: rowIds.get(id) ?? new Set(),
    };
  });
}

interface Met {
  readonly finding: Finding;
  readonly record: repo.SeriesRecord;
}

/** Of several findings of one dismissed series the first, most certain one is written down; all give it their rows. */
async function refreshKnown(tx: TenantTransaction, met: readonly Met[]): Promise<number> {
  const first = new Map<string, Met>();
  for (const each of met) if (!first.has(each.record.id)) first.set(each.record.id, each);
  await repo.saveEvidence(
    tx,
    [...first.values()].map(({ finding, record }) => evidenceOf(tx, record.id, finding)),
  );
  await rows.clearRows(tx, [...first.keys()]);
  const memberships = met.flatMap(({ finding, record }) =>
    membershipsOf(record.id, finding, record.ownSchedule),
  );
  await rows.addMemberships(tx, memberships);
  return [...first.values()].filter(
    ({ finding, record }) => finding.series.rows.length !== record.evidence?.rowCount,
  ).length;
}

async function propose(tx: TenantTransaction, fresh: readonly Finding[]): Promise<void> {
  const made = fresh.map((finding) => ({ finding, id: newId() }));
  await repo.insertSeries(
    tx,
    made.map(({ finding: { accountId, currency, name, payeeId, categoryId }, id }) => ({
      tenantId: tx.tenantId,
      id,
      state: 'proposed' as const,
      name: name.slice(0, 255),
      accountId,
      currency,
      payeeId,
      categoryId,
      posting: 'remind' as const,
    })),
  );
  await repo.saveEvidence(
    tx,
    made.map(({ finding, id }) => evidenceOf(tx, id, finding)),
  );
  await rows.addMemberships(
    tx,
    made.flatMap(({ finding, id }) => membershipsOf(id, finding, null)),
  );
}

/** Which occurrence each row is: by a person's own schedule where there is one. */
function membershipsOf(
  seriesId: string,
  { series }: Finding,
  ownSchedule: repo.SeriesRecord['ownSchedule'],
): rows.Membership[] {
  return series.rows.map(({ id, dueDate }) => ({
    seriesId,
    transactionId: id,
    dueDate: ownSchedule === null ? dueDate : nearestOccurrence(ownSchedule, dueDate).nominal,
  }));
}

function evidenceOf(tx: TenantTransaction, seriesId: string, { series }: Finding): repo.NewEvidence {
  const { schedule, priceHistory, rows: members } = series;
  const stored: RecurringSchedule = { ...schedule, days: [...schedule.days] };
  return {
    tenantId: tx.tenantId,
    seriesId,
    confidence: series.confidence,
    reasons: [...series.reasons],
    schedule: stored,
    amountKind: series.amountKind,
    expectedMinor: series.expectedMinor,
    lowMinor: series.lowMinor,
    highMinor: series.highMinor,
    earlyDays: series.earlyDays,
    lateDays: series.lateDays,
    priceHistory: priceHistory.map((step) => ({ ...step, amountMinor: String(step.amountMinor) })),
    merchantWords: [...series.merchantWords],
    firstDate: series.firstDate,
    lastDate: series.lastDate,
    rowCount: members.length,
    hasStopped: series.hasStopped,
    detectedAt: new Date(),
  };
}
