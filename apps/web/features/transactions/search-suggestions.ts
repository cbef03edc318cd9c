import { DATE_WORDS, findOperator, foldText, OPERATORS, type OperatorName } from '@fintrack/core/search';

/** Names that operators take. */
export interface SearchNames {
  readonly accounts: readonly string[];
  readonly categories: readonly string[];
  readonly payees: readonly string[];
  readonly tags: readonly string[];
}

export interface Suggestion {
  /** What stands in the list. */
  readonly label: string;
  /** What it means, beside it. */
  readonly hint: string | null;
  /** The whole text when it is taken, and where the caret stands then. */
  readonly text: string;
  readonly caret: number;
}

const MOST = 8;

/** What can stand at the caret: operators whose names begin so, or values of the operator before it. */
export function suggest(text: string, caret: number, names: SearchNames): Suggestion[] {
  const start = startOfTerm(text, caret);
  const typed = text.slice(start, caret);
  const take = (label: string, hint: string | null, inserted: string): Suggestion => ({
    label,
    hint,
    text: text.slice(0, start) + inserted + text.slice(caret).replace(/^\S*/u, '').replace(/^ /u, ''),
    caret: start + inserted.length,
  });
  const value = /^([a-z]+):(.*)$/isu.exec(typed);
  if (value) {
    const [, written = '', begun = ''] = value;
    const operator = findOperator(written);
    if (operator === undefined) return [];
    return valuesOf(operator, names)
      .filter((one) => beginsWith(one, begun.replace('"', '')) && `${one} ` !== begun)
      .slice(0, MOST)
      .map((one) => take(one, null, `${written}:${quoted(one)} `));
  }
  return OPERATORS.filter(({ name }) => name.startsWith(typed.toLowerCase()))
    .slice(0, typed === '' ? OPERATORS.length : MOST)
    .map(({ name, meaning }) => take(`${name}:`, meaning, `${name}:`));
}

/** A minus or parenthesis in front is no part of the term; a space between quotes is. */
function startOfTerm(text: string, caret: number): number {
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at < caret; at += 1) {
    const letter = text[at] ?? '';
    if (letter === '"') isQuoted = !isQuoted;
    else if (!isQuoted && /[\s()]/u.test(letter)) start = at + 1;
  }
  while (text[start] === '-' && start < caret) start += 1;
  return start;
}

function valuesOf(operator: OperatorName, names: SearchNames): readonly string[] {
  switch (operator) {
    case 'account':
      return names.accounts;
    case 'category':
      return [...names.categories, 'none'];
    case 'payee':
      return [...names.payees, 'none'];
    case 'tag':
      return [...names.tags, 'none'];
    case 'after':
    case 'before':
    case 'since':
    case 'until':
      return DATE_WORDS;
    default: {
      const known: readonly { name: string; values?: readonly string[] }[] = OPERATORS;
      return known.find(({ name }) => name === operator)?.values ?? [];
    }
  }
}

/** A word of the name begins as it was typed, whatever the case and accents. */
function beginsWith(name: string, typed: string): boolean {
  return ` ${foldText(name)}`.includes(` ${foldText(typed)}`);
}

function quoted(value: string): string {
  return /[\s()"]/u.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
