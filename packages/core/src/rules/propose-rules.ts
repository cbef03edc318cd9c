import { comparableText } from './compare-text.ts';

/** A category that a person gave to a row, newest first where there are several. */
export interface Correction {
  readonly transactionId: string;
  readonly categoryId: string;
  readonly payee: string | null;
  /** What the bank wrote, or the description of a row that was typed in. */
  readonly text: string;
}

/** A rule that would have spared the corrections. */
export interface RuleProposal {
  /** The same for the same rows and category, whenever it is made. */
  readonly key: string;
  readonly field: 'payee' | 'rawText';
  /** What the field equals (payee) or contains (text). */
  readonly value: string;
  readonly categoryId: string;
  /** The corrected rows, newest first. */
  readonly transactionIds: readonly string[];
}

/** Equal corrections from which on a rule is proposed. */
const ENOUGH = 3;

/**
 * Proposes a rule for each payee, or where rows have none for each wording, whose last three corrections agree. A row
 * counts once, by its last correction. Most corrections first.
 */
export function proposeRules(corrections: readonly Correction[]): RuleProposal[] {
  const groups = new Map<string, Group>();
  const seen = new Set<string>();
  for (const correction of corrections) {
    if (seen.has(correction.transactionId)) continue;
    seen.add(correction.transactionId);
    const subject = subjectOf(correction);
    if (subject === null) continue;
    const key = `${subject.field}:${comparableText(subject.value)}`;
    const group = groups.get(key) ?? { ...subject, key, corrections: [] };
    group.corrections.push(correction);
    groups.set(key, group);
  }
  return [...groups.values()]
    .flatMap(propose)
    .sort((left, right) => right.transactionIds.length - left.transactionIds.length);
}

interface Subject {
  readonly field: RuleProposal['field'];
  readonly value: string;
}

interface Group extends Subject {
  readonly key: string;
  readonly corrections: Correction[];
}

function propose({ key, field, value, corrections }: Group): RuleProposal[] {
  const [newest] = corrections;
  if (!newest || corrections.length < ENOUGH) return [];
  const { categoryId } = newest;
  if (corrections.slice(0, ENOUGH).some((correction) => correction.categoryId !== categoryId)) return [];
  const transactionIds = corrections
    .filter((correction) => correction.categoryId === categoryId)
    .map(({ transactionId }) => transactionId);
  return [{ key: `${key}:${categoryId}`, field, value, categoryId, transactionIds }];
}

function subjectOf({ payee, text }: Correction): Subject | null {
  if (payee !== null && payee.trim() !== '') return { field: 'payee', value: payee.trim() };
  const value = wordingOf(text);
  return value === null ? null : { field: 'rawText', value };
}

/** Words that are looked at: what follows is usually the place and the moment. */
const WORDS = 3;

/**
 * What stays the same in a bank's text from one time to the next: its first words in a row without figures, such as
 * card numbers, dates and amounts. Null where less than four letters are left: that would match too much.
 */
export function wordingOf(text: string): string | null {
  const words = comparableText(text).split(' ');
  const first = words.findIndex(isWord);
  if (first < 0) return null;
  const rest = words.slice(first, first + WORDS);
  const end = rest.findIndex((word) => !isWord(word));
  const wording = (end < 0 ? rest : rest.slice(0, end)).join(' ');
  return (wording.match(/\p{L}/gu)?.length ?? 0) < 4 ? null : wording;
}

function isWord(word: string): boolean {
  return /\p{L}{2}/u.test(word) && !/\p{N}/u.test(word);
}
