import { getDashboardSummary } from '@fintrack/contract';
import type { CallResult } from '@fintrack/contract/client';
import { serverApi } from '@/lib/api/server-api.ts';
import type { Month } from '@/lib/month.ts';

export type DashboardSummary = CallResult<typeof getDashboardSummary>['data'];

/** How a dashboard's figures are written, and of which month they are. */
export interface DashboardView {
  readonly summary: DashboardSummary;
  readonly month: Month;
  /** BCP 47. */
  readonly locale: string;
}

export async function loadDashboard(month: Month): Promise<DashboardSummary> {
  const api = await serverApi();
  const { data } = await api.call(getDashboardSummary, { query: { month: month.id } });
  return data;
}
