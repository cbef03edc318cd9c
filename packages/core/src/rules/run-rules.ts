import { comparableText } from './compare-text.ts';
import { compileCondition, type PatternCompiler, type RowTest } from './compile-condition.ts';
import type { Rule, RuleAction, RuleMark } from './rule.ts';
import type { RuleRow } from './rule-row.ts';
import { type RowPart, splitRow } from './split-row.ts';

/** What rules can set; the category stands for a split and for a transfer too: a row has one of the three. */
export type RuleField = 'category' | 'payee' | 'notes' | 'tags';

/** A value, and the rule that gave it. */
export interface Setting<Value> {
  readonly value: Value;
  readonly by: RuleMark;
}

/** Two rules want different things of one field of one row: the later one has its way. */
interface RuleConflict {
  readonly field: RuleField;
  readonly winner: RuleMark;
  readonly loser: RuleMark;
}

/** What rules make of a row. Null: no rule has said anything of it. */
export interface RuleOutcome {
  /** The row as they leave it. */
  readonly row: RuleRow;
  readonly category: Setting<string> | null;
  readonly split: Setting<readonly RowPart[]> | null;
  readonly transferAccount: Setting<string> | null;
  readonly payee: Setting<string> | null;
  /** The notes as a whole; by the last rule that wrote in them. */
  readonly notes: Setting<string> | null;
  /** The tags as a whole; by the last rule that changed them. */
  readonly tags: Setting<readonly string[]> | null;
  /** The rule that has an import leave the row out. */
  readonly skippedBy: RuleMark | null;
  /** Rules whose condition the row met, by their place in the order. */
  readonly matched: readonly number[];
  /** The rule after which no other was asked, by its place. */
  readonly stoppedAt: number | null;
  readonly conflicts: readonly RuleConflict[];
}

/** Rules ready to be run over many rows. */
export interface CompiledRules {
  readonly rules: readonly CompiledRule[];
  readonly books: RuleBooks;
}

interface CompiledRule {
  readonly rule: Rule;
  readonly mark: RuleMark;
  readonly test: RowTest;
}

/** What rules name and what may be gone: an action on a category or account that is not there does nothing. */
export interface RuleBooks {
  readonly categoryKinds: ReadonlyMap<string, 'income' | 'expense'>;
  readonly accountIds: ReadonlySet<string>;
}

/** Prepares rules in their order. */
export function compileRules(
  rules: readonly Rule[],
  books: RuleBooks,
  compilePattern: PatternCompiler,
): CompiledRules {
  return {
    books,
    rules: rules.map((rule) => ({
      rule,
      mark: { ruleId: rule.id, name: rule.name, version: rule.version },
      test: compileCondition(rule.condition, compilePattern),
    })),
  };
}

/**
 * Runs rules over a row in their order: each sees what those before it made of the row, and the last one to set a field
 * has its way. A field in `locked` is not set, and rules see it as it is. Total: every row has an outcome.
 */
export function runRules(
  compiled: CompiledRules,
  row: RuleRow,
  locked: ReadonlySet<RuleField> = NOTHING_LOCKED,
): RuleOutcome {
  const run = new RuleRun(row, compiled.books, locked);
  for (const [index, { rule, mark, test }] of compiled.rules.entries()) {
    if (!test(run.row)) continue;
    run.matched.push(index);
    for (const action of rule.actions) run.act(action, mark);
    if (run.isStopped) {
      run.stoppedAt = index;
      break;
    }
  }
  return run.outcome();
}

const NOTHING_LOCKED: ReadonlySet<RuleField> = new Set();

class RuleRun {
  row: RuleRow;
  readonly matched: number[] = [];
  stoppedAt: number | null = null;
  isStopped = false;
  readonly #books: RuleBooks;
  readonly #locked: ReadonlySet<RuleField>;
  readonly #conflicts: RuleConflict[] = [];
  readonly #tagMarks = new Map<string, { readonly isAdded: boolean; readonly by: RuleMark }>();
  #category: Setting<string> | null = null;
  #split: Setting<readonly RowPart[]> | null = null;
  #transfer: Setting<string> | null = null;
  #payee: Setting<string> | null = null;
  #notes: Setting<string> | null = null;
  #tags: Setting<readonly string[]> | null = null;
  #skippedBy: RuleMark | null = null;

  constructor(row: RuleRow, books: RuleBooks, locked: ReadonlySet<RuleField>) {
    this.row = row;
    this.#books = books;
    this.#locked = locked;
  }

  outcome(): RuleOutcome {
    return {
      row: this.row,
      category: this.#category,
      split: this.#split,
      transferAccount: this.#transfer,
      payee: this.#payee,
      notes: this.#notes,
      tags: this.#tags,
      skippedBy: this.#skippedBy,
      matched: this.matched,
      stoppedAt: this.stoppedAt,
      conflicts: this.#conflicts,
    };
  }

  act(action: RuleAction, by: RuleMark): void {
    switch (action.kind) {
      case 'setCategory':
        return this.#setCategory(action.categoryId, by);
      case 'split': {
        const parts = splitRow(this.row, action.parts.map(this.#withLiveCategory));
        if (parts !== null) this.#allot({ split: { value: parts, by } }, by);
        return;
      }
      case 'markTransfer':
        return this.#markTransfer(action.accountId, by);
      case 'setPayee':
        return this.#setPayee(action.payeeName, by);
      case 'addTags':
        return this.#changeTags(action.tags, { isAdded: true, by });
      case 'removeTags':
        return this.#changeTags(action.tags, { isAdded: false, by });
      case 'setNotes':
        return this.#setNotes(action.text, by);
      case 'appendNotes':
        return this.#appendNotes(action.text, by);
      case 'skip':
        this.#skippedBy ??= by;
        this.isStopped = true;
        return;
      case 'stop':
        this.isStopped = true;
    }
  }

  #withLiveCategory = <Part extends { readonly categoryId: string | null }>(part: Part): Part =>
    part.categoryId === null || this.#books.categoryKinds.has(part.categoryId)
      ? part
      : { ...part, categoryId: null };

  #setCategory(categoryId: string, by: RuleMark): void {
    const kind = this.#books.categoryKinds.get(categoryId);
    if (kind === undefined) return;
    this.#allot({ category: { value: categoryId, by } }, by);
    if (!this.#locked.has('category')) this.row = { ...this.row, categoryId, type: kind };
  }

  #markTransfer(accountId: string, by: RuleMark): void {
    if (accountId === this.row.accountId || !this.#books.accountIds.has(accountId)) return;
    this.#allot({ transferAccount: { value: accountId, by } }, by);
    if (!this.#locked.has('category')) this.row = { ...this.row, categoryId: null, type: 'transfer' };
  }

  /** A category, parts or a transfer: the new one takes the place of whatever of the three was there. */
  #allot(wanted: Partial<Pick<RuleOutcome, 'category' | 'split' | 'transferAccount'>>, by: RuleMark): void {
    if (this.#locked.has('category')) return;
    const before = this.#category ?? this.#split ?? this.#transfer;
    const { category = null, split = null, transferAccount = null } = wanted;
    const isSame =
      (category !== null && category.value === this.#category?.value) ||
      (transferAccount !== null && transferAccount.value === this.#transfer?.value);
    if (before !== null && !isSame) this.#noteConflict('category', before.by, by);
    this.#category = category;
    this.#split = split;
    this.#transfer = transferAccount;
    if (split !== null) this.row = { ...this.row, categoryId: null };
  }

  #setPayee(name: string, by: RuleMark): void {
    if (this.#locked.has('payee')) return;
    const before = this.#payee;
    if (before !== null && comparableText(before.value) !== comparableText(name)) {
      this.#noteConflict('payee', before.by, by);
    }
    this.#payee = { value: name, by };
    this.row = { ...this.row, payee: name };
  }

  #setNotes(text: string, by: RuleMark): void {
    if (this.#locked.has('notes')) return;
    if (this.#notes !== null && this.#notes.value !== text) this.#noteConflict('notes', this.#notes.by, by);
    this.#notes = { value: text, by };
    this.row = { ...this.row, notes: text };
  }

  /** As a line of its own, unless it is there: a rule that is run again does not say it twice. */
  #appendNotes(text: string, by: RuleMark): void {
    if (this.#locked.has('notes')) return;
    const notes = this.row.notes ?? '';
    if (comparableText(notes).includes(comparableText(text))) return;
    const joined = notes === '' ? text : `${notes}\n${text}`;
    this.#notes = { value: joined, by };
    this.row = { ...this.row, notes: joined };
  }

  #changeTags(tags: readonly string[], change: { readonly isAdded: boolean; readonly by: RuleMark }): void {
    if (this.#locked.has('tags')) return;
    const names = new Map(tags.map((tag) => [tag.toLowerCase(), tag]));
    for (const key of names.keys()) {
      const before = this.#tagMarks.get(key);
      if (before && before.isAdded !== change.isAdded) this.#noteConflict('tags', before.by, change.by);
      this.#tagMarks.set(key, change);
    }
    const others = this.row.tags.filter((tag) => !names.has(tag.toLowerCase()));
    const kept = change.isAdded ? this.row.tags : others;
    const known = new Set(this.row.tags.map((tag) => tag.toLowerCase()));
    const added = change.isAdded ? [...names].flatMap(([key, tag]) => (known.has(key) ? [] : [tag])) : [];
    if (added.length === 0 && kept.length === this.row.tags.length) return;
    const value = [...kept, ...added];
    this.#tags = { value, by: change.by };
    this.row = { ...this.row, tags: value };
  }

  #noteConflict(field: RuleField, loser: RuleMark, winner: RuleMark): void {
    if (loser.ruleId !== winner.ruleId) this.#conflicts.push({ field, winner, loser });
  }
}
