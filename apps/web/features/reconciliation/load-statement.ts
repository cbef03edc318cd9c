import { getReconciliation, type Reconciliation, type ReconciliationRow } from '@fintrack/contract';
import type { ApiClient } from '@fintrack/contract/client';

/** Rows that one page shows; a longer statement is done in two. */
const MAX_ROWS = 5000;
const PAGE = 1000;

export interface Statement {
  readonly reconciliation: Reconciliation;
  readonly rows: readonly ReconciliationRow[];
  /** Not all rows are here. */
  readonly isCapped: boolean;
}

/** A reconciliation with its rows, as many as a page shows. */
export async function loadStatement(
  api: ApiClient,
  params: { readonly accountId: string; readonly reconciliationId: string },
): Promise<{ data: Statement }> {
  const rows: ReconciliationRow[] = [];
  let cursor: string | undefined;
  for (;;) {
    const { data, pagination } = await api.call(getReconciliation, {
      params,
      query: { limit: PAGE, cursor },
    });
    const { rows: more, ...reconciliation } = data;
    rows.push(...more);
    cursor = pagination?.nextCursor ?? undefined;
    if (cursor === undefined || rows.length >= MAX_ROWS) {
      return { data: { reconciliation, rows, isCapped: cursor !== undefined } };
    }
  }
}
