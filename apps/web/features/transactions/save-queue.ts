/** Versions of rows as the server last gave them, so that quick edits of one row follow each other. */
export class SaveQueue {
  readonly #versions = new Map<string, number>();
  readonly #running = new Map<string, Promise<unknown>>();

  /** Runs a save of the row after those before it, with the version that they left. */
  async run<Result extends { readonly data: { readonly version: number } }>(
    row: { readonly id: string; readonly version: number },
    send: (version: number) => Promise<Result>,
  ): Promise<Result> {
    const before = this.#running.get(row.id);
    const current = this.#after(before, row, send);
    this.#running.set(row.id, current);
    try {
      return await current;
    } finally {
      if (this.#running.get(row.id) === current) this.#running.delete(row.id);
    }
  }

  /** The row was fetched anew: its own version counts again. */
  forget(id: string): void {
    this.#versions.delete(id);
  }

  async #after<Result extends { readonly data: { readonly version: number } }>(
    before: Promise<unknown> | undefined,
    row: { readonly id: string; readonly version: number },
    send: (version: number) => Promise<Result>,
  ): Promise<Result> {
    await before?.catch(() => undefined);
    const result = await send(Math.max(row.version, this.#versions.get(row.id) ?? 0));
    this.#versions.set(row.id, result.data.version);
    return result;
  }
}
