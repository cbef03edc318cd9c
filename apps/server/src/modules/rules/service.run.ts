import { type applyRules, type RuleRun, summariseTransactions } from '@fintrack/contract';
import { z } from 'zod';
import type { JobContext, TenantContext, TenantTransaction } from '../../platform/database/index.ts';
import { AppError, refuse } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Task } from '../../platform/queue/index.ts';
import type { Services } from '../../platform/services.ts';
import { selectIds } from '../transactions/index.ts';
import { presentRun } from './present.ts';
import { countHistory } from './repo.history.ts';
import * as repo from './repo.runs.ts';
import { type Applied, applyToHistory } from './service.apply.ts';

/** Up to here rules are applied while the caller waits; to more rows in the background. */
const INLINE_ROWS = 20_000;
/** Rows that a filter may select. */
const FILTERED_ROWS = 200_000;

const INTENT = { kind: 'rule', summary: 'Applied rules' } as const;

export interface RunCall {
  readonly services: Services;
  readonly context: TenantContext;
  readonly read: <Result>(work: (tx: TenantTransaction) => Promise<Result>) => Promise<Result>;
  readonly write: (
    intent: typeof INTENT,
    work: (tx: TenantTransaction) => Promise<{ readonly data: RuleRun }>,
  ) => Promise<{ readonly data: RuleRun }>;
}

/** Applies rules to rows that are there: at once, or where there are many in the background. @throws {AppError} */
export async function startRun(
  call: RunCall,
  { ruleIds, filter, overwrite }: z.output<typeof applyRules.body>,
): Promise<{ readonly data: RuleRun }> {
  const { services, context } = call;
  const request: repo.RunRequest = { ruleIds: ruleIds ?? null, filter: filter ?? {}, overwrite };
  const { total } = await call.read((tx) => selectRows(tx, request));
  if (total <= INLINE_ROWS) {
    return call.write(INTENT, async (tx) => {
      const { rowIds } = await selectRows(tx, request);
      const applied = await applyToHistory(tx, services.events, { ...request, rowIds });
      const id = newId();
      await repo.insertRun(tx, {
        tenantId: tx.tenantId,
        id,
        request,
        ...endOf(applied, tx.changeSetId),
        totalRows: applied.rows,
      });
      return { data: await getRun(tx, id) };
    });
  }
  const job = { tenantId: context.tenantId, userId: context.userId };
  return services.database.jobTenant(job, null, async (tx) => {
    const id = newId();
    await repo.insertRun(tx, { tenantId: tx.tenantId, id, request, totalRows: total });
    await services.queue.enqueue(tx, { task: applyRulesTask, payload: { ...job, runId: id } });
    return { data: await getRun(tx, id) };
  });
}

/** @throws {AppError} NOT_FOUND */
export async function getRun(tx: TenantTransaction, id: string): Promise<RuleRun> {
  const run = await repo.findRun(tx, id);
  return run ? presentRun(run) : refuse('NOT_FOUND', 'There is no such run of rules.');
}

const payload = z.object({ tenantId: z.uuid(), userId: z.uuid().nullable(), runId: z.uuid() });

/** Applies rules to many rows: all of them in one database transaction and one change set. */
export const applyRulesTask: Task<z.infer<typeof payload>> = {
  name: 'rules.apply',
  payload,
  maxAttempts: 3,
  run: async (job, services) => {
    const run = await services.database.jobTenant(job, null, (tx) => repo.findRun(tx, job.runId));
    // A job that comes again after its work was committed has nothing to do.
    if (run?.status !== 'running') return;
    const progress = new RunProgress(services, { ...job, total: run.totalRows });
    try {
      await services.database.jobTenant(job, INTENT, async (tx) => {
        const { rowIds } = await selectRows(tx, run.request);
        const applied = await applyToHistory(tx, services.events, {
          ...run.request,
          rowIds,
          onProgress: (soFar) => progress.tell(soFar),
        });
        await progress.settled();
        await repo.updateRun(tx, job.runId, endOf(applied, tx.changeSetId));
        await announce(services, tx, {
          runId: job.runId,
          status: 'done',
          done: applied.rows,
          total: applied.rows,
        });
      });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      await fail(services, job, error.message);
    }
  },
  giveUp: (job, _, services) =>
    fail(services, job, 'It failed on our side several times. Nothing was changed. Try again later.'),
};

/** The rows that are meant, and how many they are; all that there are need no list. @throws {AppError} TOO_MANY_ROWS */
async function selectRows(
  tx: TenantTransaction,
  { filter }: repo.RunRequest,
): Promise<{ readonly rowIds: readonly string[] | null; readonly total: number }> {
  const query = summariseTransactions.query.parse(filter);
  if (Object.values(query).every((value) => value === undefined)) {
    return { rowIds: null, total: await countHistory(tx) };
  }
  const rowIds = await selectIds(tx, query, FILTERED_ROWS + 1);
  if (rowIds.length > FILTERED_ROWS) {
    refuse(
      'TOO_MANY_ROWS',
      'The filter selects more than 200,000 rows. Narrow it down, or leave it out to apply the rules to all rows.',
      { count: FILTERED_ROWS, countIsCapped: true, limit: FILTERED_ROWS },
    );
  }
  return { rowIds, total: rowIds.length };
}

function endOf(applied: Applied, changeSetId: string) {
  return {
    status: 'done' as const,
    doneRows: applied.rows,
    changedRows: applied.changed,
    keptRows: applied.kept,
    refusedRows: applied.refused,
    changeSetId: applied.changed > 0 ? changeSetId : null,
  };
}

async function fail(services: Services, job: z.infer<typeof payload>, error: string): Promise<void> {
  await services.database.jobTenant(job, null, async (tx) => {
    const run = await repo.findRun(tx, job.runId);
    if (run?.status !== 'running') return;
    await repo.updateRun(tx, job.runId, { status: 'failed', error });
    await announce(services, tx, {
      runId: job.runId,
      status: 'failed',
      done: run.doneRows,
      total: run.totalRows,
    });
  });
}

interface News {
  readonly runId: string;
  readonly status: 'running' | 'done' | 'failed';
  readonly done: number;
  readonly total: number;
}

async function announce(services: Services, tx: TenantTransaction, news: News): Promise<void> {
  const { runId, status, done, total } = news;
  services.events.publish(tx, 'rule_progress', { run_id: runId, status, done, total });
}

const EVERY_MS = 500;

/** Tells how far a run has come while its own transaction is still open; what cannot be told is left out. */
class RunProgress {
  readonly #services: Services;
  readonly #job: JobContext & { readonly runId: string; readonly total: number };
  #toldAt = 0;
  #telling: Promise<void> | null = null;

  constructor(services: Services, job: JobContext & { readonly runId: string; readonly total: number }) {
    this.#services = services;
    this.#job = job;
  }

  tell(applied: Applied): void {
    const now = this.#services.clock.now().getTime();
    if (this.#telling !== null || now - this.#toldAt < EVERY_MS) return;
    this.#toldAt = now;
    this.#telling = this.#save(applied)
      .catch((error: unknown) =>
        this.#services.logger.warn({ err: error }, 'could not tell the progress of rules'),
      )
      .finally(() => {
        this.#telling = null;
      });
  }

  /** Before the run writes its own end: its row is not held by a telling then. */
  async settled(): Promise<void> {
    await this.#telling;
  }

  async #save(applied: Applied): Promise<void> {
    const { runId, total } = this.#job;
    await this.#services.database.jobTenant(this.#job, null, async (tx) => {
      await repo.updateRun(tx, runId, { doneRows: applied.rows, changedRows: applied.changed });
      await announce(this.#services, tx, {
        runId,
        status: 'running',
        done: applied.rows,
        total: Math.max(total, applied.rows),
      });
    });
  }
}
