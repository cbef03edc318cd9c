import type { checkRules, listRuleProposals } from '@fintrack/contract';
import { getChangeSet, getRuleRun, listAccounts, listCategories } from '@fintrack/contract';
import { ApiError, type CallResult } from '@fintrack/contract/client';
import { serverApi } from '@/lib/api/server-api.ts';
import { type RuleNames, toRuleNames } from './rule-names.ts';

export type RuleCheck = CallResult<typeof checkRules>['data'];
export type Proposal = CallResult<typeof listRuleProposals>['data'][number];
/** A run, and whether it was undone since. */
export type Run = CallResult<typeof getRuleRun>['data'] & { readonly isUndone: boolean };

/** What rules can name. */
export async function loadNames(): Promise<RuleNames> {
  const api = await serverApi();
  const [{ data: categories }, { data: accounts }] = await Promise.all([
    api.call(listCategories, {}),
    api.call(listAccounts, {}),
  ]);
  return toRuleNames(categories, accounts);
}

/** Null for an address that names no run. */
export async function findRun(runId: string): Promise<Run | null> {
  const api = await serverApi();
  try {
    const { data: run } = await api.call(getRuleRun, { params: { runId } });
    if (run.changeSetId === null) return { ...run, isUndone: false };
    const { data } = await api.call(getChangeSet, { params: { changeSetId: run.changeSetId } });
    return { ...run, isUndone: data.revertedById !== null };
  } catch (error) {
    if (error instanceof ApiError && error.status < 500) return null;
    throw error;
  }
}
