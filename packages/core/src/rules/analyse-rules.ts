import type { RuleRow } from './rule-row.ts';
import { type CompiledRules, type RuleField, type RuleOutcome, runRules } from './run-rules.ts';

/** What became of a rule over a number of rows. */
export interface RuleReport {
  readonly ruleId: string;
  /** Rows that meet its condition, also those at which it was not asked. */
  readonly matches: number;
  /** Of those: rows at which an earlier rule had stopped. */
  readonly unreached: number;
  /** Of those: rows of which something is as this rule wants it. */
  readonly effective: number;
  /** dead: nothing meets its condition; shadowed: what meets it is stopped before, or always overwritten. */
  readonly problem: 'dead' | 'shadowed' | null;
  /** The rules that stop before it or overwrite it, most frequent first. */
  readonly shadowedBy: readonly string[];
  readonly conflicts: readonly ConflictReport[];
}

/** How often another rule set the same field of the same row to something else. */
export interface ConflictReport {
  readonly otherId: string;
  readonly field: RuleField;
  readonly rows: number;
  /** The later rule has its way. */
  readonly isWinner: boolean;
}

/** Runs rules over rows and adds up what became of each, row by row; for what is shown before anything is written. */
export class RuleAnalysis {
  readonly #compiled: CompiledRules;
  readonly #counts: readonly Tally[];
  #rows = 0;

  constructor(compiled: CompiledRules) {
    this.#compiled = compiled;
    this.#counts = compiled.rules.map(() => new Tally());
  }

  get rows(): number {
    return this.#rows;
  }

  /** Counts a row with its outcome. */
  add(outcome: RuleOutcome): void {
    this.#rows += 1;
    const { stoppedAt } = outcome;
    for (const index of outcome.matched) this.#countMatch(index, outcome);
    if (stoppedAt !== null) this.#countUnreached(stoppedAt, outcome.row);
    for (const { field, winner, loser } of outcome.conflicts) {
      const key = `${field}:${winner.ruleId}:${loser.ruleId}`;
      this.#tally(winner.ruleId)?.countConflict(key, { otherId: loser.ruleId, field, isWinner: true });
      this.#tally(loser.ruleId)?.countConflict(key, { otherId: winner.ruleId, field, isWinner: false });
    }
  }

  reports(): RuleReport[] {
    return this.#compiled.rules.map(({ rule }, index) => {
      const tally = this.#counts[index] ?? new Tally();
      return { ruleId: rule.id, ...tally.report() };
    });
  }

  #countMatch(index: number, outcome: RuleOutcome): void {
    const tally = this.#counts[index];
    const compiled = this.#compiled.rules[index];
    if (!tally || !compiled) return;
    tally.matches += 1;
    const isOwn = settersOf(outcome).has(compiled.rule.id);
    const onlyOrders = compiled.rule.actions.every(({ kind }) => kind === 'stop');
    if (isOwn || onlyOrders) tally.effective += 1;
    else
      for (const { winner, loser } of outcome.conflicts) {
        if (loser.ruleId === compiled.rule.id) tally.countShadow(winner.ruleId);
      }
  }

  #countUnreached(stoppedAt: number, row: RuleRow): void {
    const stopper = this.#compiled.rules[stoppedAt];
    for (let index = stoppedAt + 1; index < this.#compiled.rules.length; index += 1) {
      const tally = this.#counts[index];
      if (!tally || !stopper || !this.#compiled.rules[index]?.test(row)) continue;
      tally.matches += 1;
      tally.unreached += 1;
      tally.countShadow(stopper.rule.id);
    }
  }

  #tally(ruleId: string): Tally | undefined {
    return this.#counts[this.#compiled.rules.findIndex(({ rule }) => rule.id === ruleId)];
  }
}

/** What became of rules over these rows. */
export function analyseRules(compiled: CompiledRules, rows: readonly RuleRow[]): RuleReport[] {
  const analysis = new RuleAnalysis(compiled);
  for (const row of rows) analysis.add(runRules(compiled, row));
  return analysis.reports();
}

/** The rules of which something is left in the outcome. */
function settersOf(outcome: RuleOutcome): ReadonlySet<string> {
  const { category, split, transferAccount, payee, notes, tags, skippedBy } = outcome;
  const settings = [category, split, transferAccount, payee, notes, tags];
  const ids = settings.flatMap((setting) => (setting === null ? [] : [setting.by.ruleId]));
  return new Set(skippedBy === null ? ids : [...ids, skippedBy.ruleId]);
}

class Tally {
  matches = 0;
  unreached = 0;
  effective = 0;
  readonly #shadows = new Map<string, number>();
  readonly #conflicts = new Map<string, ConflictReport>();

  countShadow(ruleId: string): void {
    this.#shadows.set(ruleId, (this.#shadows.get(ruleId) ?? 0) + 1);
  }

  countConflict(key: string, conflict: Omit<ConflictReport, 'rows'>): void {
    this.#conflicts.set(key, { ...conflict, rows: (this.#conflicts.get(key)?.rows ?? 0) + 1 });
  }

  report(): Omit<RuleReport, 'ruleId'> {
    const { matches, unreached, effective } = this;
    const shadowedBy = [...this.#shadows].sort(([, left], [, right]) => right - left).map(([id]) => id);
    const isShadowed = matches > 0 && effective === 0 && shadowedBy.length > 0;
    return {
      matches,
      unreached,
      effective,
      problem: matches === 0 ? 'dead' : isShadowed ? 'shadowed' : null,
      shadowedBy: isShadowed ? shadowedBy : [],
      conflicts: [...this.#conflicts.values()].sort((left, right) => right.rows - left.rows),
    };
  }
}
