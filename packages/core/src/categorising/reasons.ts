import { amountEntry, type Evidence, merchantEntry, type Tally, wordEntry } from './evidence.ts';
import { CONCEPT_PLACES, type RowFacts } from './features.ts';
import { CONCEPTS } from './known-merchants.ts';
import type { CategoriserModel } from './model.ts';

/** Why a category is suggested. */
export type Reason =
  | { readonly kind: 'correction' }
  | { readonly kind: 'merchant'; readonly rows: number; readonly of: number }
  | { readonly kind: 'word'; readonly word: string; readonly rows: number; readonly of: number }
  | { readonly kind: 'amount'; readonly rows: number; readonly of: number }
  | { readonly kind: 'known'; readonly word: string }
  | { readonly kind: 'pattern' };

/** What is asked: a row, the class that is suggested, and whether a person has just chosen it for such a row. */
export interface Question {
  readonly facts: RowFacts;
  readonly index: number;
  readonly isCorrected: boolean;
}

const MOST_REASONS = 2;

/** The reasons that a person can check, the strongest first; at least one. */
export function reasonsFor(
  model: CategoriserModel,
  evidence: ReadonlyMap<string, Evidence[string]>,
  { facts, index, isCorrected }: Question,
): Reason[] {
  const { kind, key, words, amountKey, concepts } = facts;
  const count = (entry: string | null) => share(entry === null ? undefined : evidence.get(entry), index);
  const reasons: Reason[] = isCorrected ? [{ kind: 'correction' }] : [];
  const merchant = count(merchantEntry(kind, key));
  if (merchant) reasons.push({ kind: 'merchant', ...merchant });
  const telling = words
    .flatMap((word) => {
      const found = count(wordEntry(kind, word));
      return found && !merchant ? [{ kind: 'word' as const, word, ...found }] : [];
    })
    .toSorted((left, right) => right.rows / right.of - left.rows / left.of || right.rows - left.rows);
  reasons.push(...telling.slice(0, 1));
  const known = concepts.find((concept) => meansClass(model, concept.index, index));
  if (known) reasons.push({ kind: 'known', word: known.because });
  const amount = count(amountEntry(kind, amountKey));
  if (amount && amount.of > 1) reasons.push({ kind: 'amount', ...amount });
  return reasons.length === 0 ? [{ kind: 'pattern' }] : reasons.slice(0, MOST_REASONS);
}

/** A reason in words: "8 of 9 rows like this were Groceries". */
export function reasonText(reason: Reason, categoryName: string): string {
  switch (reason.kind) {
    case 'correction':
      return `You chose ${categoryName} the last time`;
    case 'merchant':
      return `${countText(reason, 'like this')} ${categoryName}`;
    case 'word':
      return `${countText(reason, `with "${reason.word}"`)} ${categoryName}`;
    case 'amount':
      return `${countText(reason, 'of this amount')} ${categoryName}`;
    case 'known':
      return `"${reason.word}" usually means ${categoryName}`;
    case 'pattern':
      return `Amount, account and wording look most like ${categoryName}`;
  }
}

/** A probability in words, as people say it. */
export function confidenceText(probability: number): string {
  if (probability >= 0.95) return 'almost certain';
  if (probability >= 0.85) return 'very likely';
  if (probability >= 0.65) return 'likely';
  return probability >= 0.4 ? 'maybe' : 'a guess';
}

function countText({ rows, of }: { readonly rows: number; readonly of: number }, which: string): string {
  if (of === 1) return `The one row ${which} was`;
  return rows === of ? `All ${of} rows ${which} were` : `${rows} of ${of} rows ${which} were`;
}

function share(tallies: readonly Tally[] | undefined, index: number): { rows: number; of: number } | null {
  let of = 0;
  let rows = 0;
  for (const [category, count] of tallies ?? []) {
    of += count;
    if (category === index) rows = count;
  }
  return rows === 0 ? null : { rows, of };
}

/** Whether a concept speaks for a class more than a little. */
function meansClass(
  { weights, scale, categories }: CategoriserModel,
  concept: number,
  index: number,
): boolean {
  if (concept >= Math.min(CONCEPT_PLACES, CONCEPTS.length) || index < 0) return false;
  return (weights[concept * categories.length + index] ?? 0) * scale > 1.5;
}
