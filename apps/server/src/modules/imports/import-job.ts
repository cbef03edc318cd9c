import type { JobContext, TenantTransaction } from '../../platform/database/index.ts';
import type { Services } from '../../platform/services.ts';
import { describeProgress, type JobPlace } from './import-progress.ts';
import * as repo from './repo.jobs.ts';

/** The user has cancelled the import while its job ran. */
export class ImportCancelled extends Error {}

/** How often the job is told of, and asked whether it is still wanted. */
const LOOK_MS = 250;

/**
 * Watches over the job of an import from another connection, because its own transaction is open until the end: tells
 * how far it has come, and stops it when the user has cancelled. What cannot be told is left out.
 */
export class ImportJob {
  readonly #services: Services;
  readonly #job: JobContext & { readonly importId: string };
  readonly #status: repo.JobStatus;
  readonly #stopper = new AbortController();
  readonly #beganAt: number;
  #place: JobPlace;
  #told: JobPlace | null = null;
  #looking: Promise<void> | null = null;

  constructor(services: Services, job: JobContext & { readonly importId: string }, status: repo.JobStatus) {
    this.#services = services;
    this.#job = job;
    this.#status = status;
    this.#beganAt = services.clock.now().getTime();
    this.#place = { phase: status === 'committing' ? 'comparing' : 'reading', done: 0, total: 0 };
  }

  /** Aborted when the job is to stop. */
  get signal(): AbortSignal {
    return this.#stopper.signal;
  }

  /** Where the job is now; it is passed on within a moment. */
  tell(place: JobPlace): void {
    this.#place = place;
  }

  /**
   * Does the job's work in its transaction. When the import is cancelled meanwhile, the statement that runs is ended.
   * @throws {ImportCancelled} also at the very end: from then on the row of the import is locked, and whoever cancels
   * finds it booked.
   */
  async over(tx: TenantTransaction, work: () => Promise<void>): Promise<void> {
    const backend = await repo.findBackend(tx);
    if (this.signal.aborted || (await this.#isCancelled(tx))) throw new ImportCancelled();
    const timer = setInterval(() => this.#look(backend), LOOK_MS);
    try {
      await work();
      if (await this.#isCancelled(tx)) throw new ImportCancelled();
    } catch (error) {
      throw this.signal.aborted ? new ImportCancelled('It was cancelled.', { cause: error }) : error;
    } finally {
      clearInterval(timer);
      // A statement that is ended late would be one of whoever has the connection next.
      await this.#looking;
    }
  }

  #look(backend: number): void {
    this.#looking ??= this.#lookOnce(backend)
      .catch((error: unknown) =>
        this.#services.logger.warn({ err: error }, 'could not look after the job of an import'),
      )
      .finally(() => {
        this.#looking = null;
      });
  }

  async #lookOnce(backend: number): Promise<void> {
    await this.#services.database.jobTenant(this.#job, null, async (tx) => {
      if (await this.#isCancelled(tx)) {
        this.#stopper.abort(new ImportCancelled());
        await repo.stopStatement(tx, backend);
      } else await this.#tell(tx);
    });
  }

  #isCancelled(tx: TenantTransaction): Promise<boolean> {
    return repo.isCancelled(tx, this.#job.importId, this.#status);
  }

  async #tell(tx: TenantTransaction): Promise<void> {
    const place = this.#place;
    const { importId } = this.#job;
    const elapsedMs = this.#services.clock.now().getTime() - this.#beganAt;
    // Nothing has moved: the page's own clock goes on.
    if (place === this.#told) return;
    this.#told = place;
    const progress = describeProgress(this.#status, place, elapsedMs);
    await repo.saveJobState(tx, importId, { status: this.#status, doneRows: place.done, progress });
    this.#services.events.publish(tx, 'import_progress', {
      import_id: importId,
      status: this.#status,
      done: place.done,
      total: Math.max(place.done, place.total),
    });
  }
}
