import type { CalendarDate } from '@fintrack/core/dates';
import {
  type AmountBound,
  foldText,
  leavesOf,
  parseQuery,
  printQuery,
  type SearchLeaf,
  type SearchNode,
  type Span,
} from '@fintrack/core/search';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { amountBounds } from './filter.ts';
import { findWeekStart } from './repo.search-names.ts';
import { type FoundName, findNamed } from './search-names.ts';
import type { Limit, SearchCondition } from './search-plan.ts';
import { refuseSearch } from './search-problem.ts';
import { type ExpandedWord, lookUpWords, type WordLookup } from './search-words.ts';

/** A part of a search as it was understood, in words, and where it stands. */
interface UnderstoodPart extends Span {
  readonly label: string;
}

export interface ReadSearch {
  readonly condition: SearchCondition;
  readonly understood: readonly UnderstoodPart[];
  readonly expanded: readonly ExpandedWord[];
}

/**
 * Reads a search and looks up what it names.
 * @throws {AppError} SEARCH_UNREADABLE with the place of what cannot be read
 */
export async function readSearch(
  tx: TenantTransaction,
  text: string,
  today: () => Promise<CalendarDate>,
): Promise<ReadSearch> {
  const weekStart = /-week\b/iu.test(text) ? await findWeekStart(tx) : undefined;
  const parsed = parseQuery(text, { today: await today(), weekStart });
  return parsed.ok ? resolve(tx, parsed.query) : refuseSearch(parsed.problem);
}

/** Plain words, of which each must be found; a text without letters and figures is found nowhere. */
export async function readWords(tx: TenantTransaction, text: string): Promise<SearchCondition> {
  const span = { position: 0, length: text.length };
  const words = text.split(/\s+/u).filter((word) => foldText(word) !== '');
  if (words.length === 0 && text.trim() !== '') return { kind: 'any', items: [] };
  const items = words.map((word): SearchNode => ({ kind: 'word', text: word, span }));
  return (await resolve(tx, { kind: 'all', items, span })).condition;
}

async function resolve(tx: TenantTransaction, query: SearchNode): Promise<ReadSearch> {
  const leaves = leavesOf(query);
  const names = new Map<SearchLeaf, FoundName>();
  for (const leaf of leaves) if (leaf.kind === 'named') names.set(leaf, await findNamed(tx, leaf));
  const words = await lookUpWords(
    tx,
    leaves.filter((leaf) => leaf.kind === 'word' || leaf.kind === 'phrase'),
  );
  const known = { names, words };
  const parts = query.kind === 'all' ? query.items : [query];
  return {
    condition: conditionOf(query, known),
    understood: parts.map((part) => ({ ...part.span, label: labelOf(part, known) })),
    expanded: words.expanded,
  };
}

interface Known {
  readonly names: ReadonlyMap<SearchLeaf, FoundName>;
  readonly words: WordLookup;
}

function conditionOf(node: SearchNode, known: Known): SearchCondition {
  switch (node.kind) {
    case 'all':
    case 'any':
      return { kind: node.kind, items: node.items.map((item) => conditionOf(item, known)) };
    case 'not':
      return { kind: 'not', item: conditionOf(node.item, known) };
    case 'word':
    case 'phrase':
      return known.words.conditionOf(node);
    case 'named':
      return nameOf(node, known).condition;
    case 'amount':
      return { kind: 'amount', low: limitOf(node.low), high: limitOf(node.high), isSigned: node.isSigned };
    case 'date':
      return { kind: 'between', from: node.from, to: node.to };
    case 'type':
    case 'status':
      return { kind: 'equals', column: node.kind, value: node.value };
    case 'currency':
      return { kind: 'equals', column: 'currency', value: node.code };
    case 'id':
      return { kind: 'oneOf', column: node.field === 'id' ? 'id' : 'import_id', ids: [node.id] };
    case 'has':
      return { kind: 'has', what: node.what };
    case 'is':
      return { kind: 'has', what: node.what === 'refund' ? 'isRefund' : 'uncategorised' };
  }
}

function nameOf(leaf: SearchLeaf, { names }: Known): FoundName {
  const found = names.get(leaf);
  if (!found) throw new Error('Every name of a search is looked up before it is used.');
  return found;
}

function limitOf(bound: AmountBound | null): Limit | null {
  return (
    bound && {
      least: amountBounds(bound.value, 'min'),
      greatest: amountBounds(bound.value, 'max'),
      isIncluded: bound.isIncluded,
    }
  );
}

function labelOf(node: SearchNode, known: Known): string {
  switch (node.kind) {
    case 'not':
      return `not ${labelOf(node.item, known)}`;
    case 'named':
      return nameOf(node, known).label;
    case 'word':
      return wordLabel(node.text, known);
    case 'phrase':
      return `exactly \u201c${node.text}\u201d`;
    case 'type':
      return node.value;
    case 'status':
      return node.value;
    case 'currency':
      return node.code;
    case 'is':
      return node.what === 'uncategorised' ? 'without a category' : 'refunds';
    case 'has':
      return `with ${node.what}`;
    case 'id':
      return node.field === 'id' ? 'one row' : 'one import';
    case 'date':
      return dateLabel(node.from, node.to);
    default:
      return printQuery(node).replace(/^amount:/u, 'amount ');
  }
}

function wordLabel(text: string, { words }: Known): string {
  const near = foldText(text)
    .split(' ')
    .flatMap((word) => words.expanded.find((one) => one.word === word)?.words ?? []);
  return near.length === 0
    ? `\u201c${text}\u201d`
    : `\u201c${near.join('\u201d or \u201c')}\u201d for ${text}`;
}

function dateLabel(from: CalendarDate | null, to: CalendarDate | null): string {
  if (from === null) return `until ${to}`;
  if (to === null) return `since ${from}`;
  return from === to ? from : `${from} to ${to}`;
}
