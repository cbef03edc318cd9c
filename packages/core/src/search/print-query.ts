import type { AmountBound, SearchLeaf, SearchNode } from './query.ts';

/** Writes a query so that {@link parseQuery} reads the same from it. Dates that were words are written as days. */
export function printQuery(node: SearchNode): string {
  switch (node.kind) {
    case 'all':
      return node.items
        .map((item) => (item.kind === 'any' ? `(${printQuery(item)})` : printQuery(item)))
        .join(' ');
    case 'any':
      return node.items.map(printQuery).join(' or ');
    case 'not':
      return isGroup(node.item) ? `-(${printQuery(node.item)})` : `-${printQuery(node.item)}`;
    default:
      return printLeaf(node);
  }
}

function isGroup(node: SearchNode): boolean {
  return node.kind === 'all' || node.kind === 'any';
}

function printLeaf(leaf: SearchLeaf): string {
  switch (leaf.kind) {
    case 'word':
      return leaf.text;
    case 'phrase':
      return quote(leaf.text);
    case 'amount':
      return `amount:${printAmount(leaf)}`;
    case 'date':
      return printDate(leaf);
    case 'named':
      return `${leaf.field}:${/^none$|[\s()"]/iu.test(leaf.name) ? quote(leaf.name) : leaf.name}`;
    case 'type':
    case 'status':
      return `${leaf.kind}:${leaf.value}`;
    case 'currency':
      return `currency:${leaf.code}`;
    case 'id':
      return `${leaf.field}:${leaf.id}`;
    case 'has':
    case 'is':
      return `${leaf.kind}:${leaf.what}`;
  }
}

function printDate({ from, to }: Extract<SearchLeaf, { kind: 'date' }>): string {
  if (from === null) return to === null ? 'date:0001..9999' : `until:${to}`;
  if (to === null) return `since:${from}`;
  return from === to ? `date:${from}` : `date:${from}..${to}`;
}

function printAmount({ low, high, isSigned }: Extract<SearchLeaf, { kind: 'amount' }>): string {
  const write = ({ value }: AmountBound): string =>
    isSigned && !value.startsWith('-') ? `+${value}` : value;
  if (low && high) return low.value === high.value ? write(low) : `${write(low)}..${write(high)}`;
  if (low) return `>${low.isIncluded ? '=' : ''}${write(low)}`;
  return high ? `<${high.isIncluded ? '=' : ''}${write(high)}` : '>=0';
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
