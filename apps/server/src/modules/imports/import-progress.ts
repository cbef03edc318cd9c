import type { JobContext } from '../../platform/database/index.ts';
import type { Services } from '../../platform/services.ts';
import * as repo from './repo.ts';

const EVERY_MS = 500;

/**
 * Tells how far a job has come while its own transaction is still open, on another connection. It must never hold the
 * job up or make it fail: what cannot be told is left out.
 */
export class ImportProgress {
  readonly #services: Services;
  readonly #job: JobContext & { readonly importId: string };
  readonly #status: 'reading' | 'committing';
  #toldAt = 0;
  #isTelling = false;

  constructor(
    services: Services,
    job: JobContext & { readonly importId: string },
    status: 'reading' | 'committing',
  ) {
    this.#services = services;
    this.#job = job;
    this.#status = status;
  }

  tell(done: number, total: number): void {
    const now = this.#services.clock.now().getTime();
    if (this.#isTelling || now - this.#toldAt < EVERY_MS) return;
    this.#toldAt = now;
    this.#isTelling = true;
    this.#save(done, total)
      .catch((error: unknown) =>
        this.#services.logger.warn({ err: error }, 'could not tell the progress of an import'),
      )
      .finally(() => {
        this.#isTelling = false;
      });
  }

  async #save(done: number, total: number): Promise<void> {
    const { importId } = this.#job;
    await this.#services.database.jobTenant(this.#job, null, async (tx) => {
      await repo.saveProgress(tx, importId, { status: this.#status, doneRows: done });
      this.#services.events.publish(tx, 'import_progress', {
        import_id: importId,
        status: this.#status,
        done,
        total: Math.max(done, total),
      });
    });
  }
}
