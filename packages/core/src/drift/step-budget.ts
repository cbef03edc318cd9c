/**
 * What a search may cost, counted in comparisons: pure code has no clock. A search that runs out says so and gives what
 * it has found.
 */
export class StepBudget {
  #left: number;

  constructor(steps: number) {
    this.#left = steps;
  }

  /** Pays for some comparisons; false when the budget is spent. */
  take(steps = 1): boolean {
    this.#left -= steps;
    return this.#left >= 0;
  }

  get isSpent(): boolean {
    return this.#left < 0;
  }
}
