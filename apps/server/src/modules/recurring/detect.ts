import type { CalendarDate } from '@fintrack/core/dates';
import type { JobContext, TenantTransaction } from '../../platform/database/index.ts';
import type { Services } from '../../platform/services.ts';
import { todayOf } from '../../platform/today.ts';
import { attachArrivals, findSettlements, settle } from './attach-arrivals.ts';
import { detectionSpan, type Finding } from './find-series.ts';
import { findSeriesAside } from './find-series-aside.ts';
import { type Kept, keepFindings } from './keep-findings.ts';
import { readTextGroups } from './repo.groups.ts';

/** Looks through all rows of a tenant in one transaction, which has a change set. For books of a few thousand rows. */
export async function detectNow(tx: TenantTransaction, services: Services): Promise<Kept> {
  const today = await todayOf(tx, services.clock);
  const groups = await readTextGroups(tx, detectionSpan(today));
  const findings = await findSeriesAside(groups, today);
  return keepAll(tx, services, { findings, today });
}

/**
 * The same in the background: reading, thinking and writing are transactions of their own, so that none lasts long,
 * and a change set is made only where the books get something new.
 */
export async function detectInBackground(services: Services, context: JobContext): Promise<Kept> {
  const { database, clock } = services;
  const { groups, today } = await database.jobTenant(context, null, async (tx) => {
    const today = await todayOf(tx, clock);
    return { today, groups: await readTextGroups(tx, detectionSpan(today)) };
  });
  const findings = await findSeriesAside(groups, today);
  const { kept, settlements } = await database.jobTenant(context, null, async (tx) => {
    const kept = await keepFindings(tx, { findings, today, mayPropose: false });
    await attachArrivals(tx, today);
    return { kept, settlements: (await findSettlements(tx, today)).length };
  });
  if (kept.found + kept.withdrawn + settlements === 0) return kept;
  const intent = { kind: 'rule', summary: describeKept(kept, settlements) } as const;
  return database.jobTenant(context, intent, (tx) => keepAll(tx, services, { findings, today }));
}

interface Detected {
  readonly findings: readonly Finding[];
  readonly today: CalendarDate;
}

async function keepAll(
  tx: TenantTransaction,
  { events }: Services,
  { findings, today }: Detected,
): Promise<Kept> {
  const kept = await keepFindings(tx, { findings, today, mayPropose: true });
  await attachArrivals(tx, today);
  for (const settlement of await findSettlements(tx, today)) await settle(tx, events, settlement);
  return kept;
}

/** In the history's words. */
export function describeKept({ found, withdrawn }: Kept, settled = 0): string {
  const parts = [
    ...(found > 0 ? [`found ${found} recurring series`] : []),
    ...(withdrawn > 0 ? [`took back ${withdrawn} that nothing speaks for any more`] : []),
    ...(settled > 0 ? [`matched ${settled} expected ${settled === 1 ? 'row' : 'rows'} to the bank's`] : []),
  ];
  const text = parts.join(', ');
  return text === '' ? 'Looked for recurring series' : `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
