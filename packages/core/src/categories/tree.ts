export type CategoryKind = 'income' | 'expense';

/** Levels that a tree of categories may have: a root and four below. */
export const MAX_LEVELS = 5;

/** What the rules of the tree need to know of a category. */
export interface CategoryNode {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly kind: CategoryKind;
  readonly displayOrder: number;
}

/** A category with its place in the tree. */
export interface PlacedCategory<Node extends CategoryNode> {
  readonly node: Node;
  /** Names from the root down to this one. */
  readonly path: readonly string[];
  /** A root is 0. */
  readonly depth: number;
  /** Ids of itself and of everything below it. */
  readonly subtree: readonly string[];
}

/** What is wrong with a tree. */
export type TreeProblem =
  | { readonly rule: 'cycle'; readonly id: string }
  | { readonly rule: 'depth'; readonly id: string }
  | { readonly rule: 'kind'; readonly id: string }
  | { readonly rule: 'parent'; readonly id: string };

/**
 * Puts categories in tree order: income before expense, then by displayOrder and name, each parent followed by its
 * children. A node whose parent is not in the list stands as a root, so nothing is ever left out of a sound tree.
 */
export function placeCategories<Node extends CategoryNode>(nodes: readonly Node[]): PlacedCategory<Node>[] {
  const known = new Set(nodes.map((node) => node.id));
  const byParent = new Map<string | null, Node[]>();
  for (const node of nodes) {
    const parentId = node.parentId !== null && known.has(node.parentId) ? node.parentId : null;
    const siblings = byParent.get(parentId);
    if (siblings) siblings.push(node);
    else byParent.set(parentId, [node]);
  }
  const placed: PlacedCategory<Node>[] = [];
  placeChildren(null, [], { byParent, placed });
  return placed;
}

/** The first rule that a tree breaks (cycle, more than {@link MAX_LEVELS}, a kind other than the parent's), or null. */
export function findTreeProblem(nodes: readonly CategoryNode[]): TreeProblem | null {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  for (const node of nodes) {
    const problem = problemOf(node, byId);
    if (problem) return problem;
  }
  return null;
}

/** Ids of a category and of all below it, the category first; empty when it is not in the list. */
export function descendantsOf(nodes: readonly CategoryNode[], id: string): string[] {
  const found = nodes.some((node) => node.id === id) ? [id] : [];
  const seen = new Set(found);
  for (const current of found) {
    for (const node of nodes) {
      if (node.parentId !== current || seen.has(node.id)) continue;
      seen.add(node.id);
      found.push(node.id);
    }
  }
  return found;
}

interface Placing<Node extends CategoryNode> {
  readonly byParent: ReadonlyMap<string | null, Node[]>;
  readonly placed: PlacedCategory<Node>[];
}

function placeChildren<Node extends CategoryNode>(
  parentId: string | null,
  parentPath: readonly string[],
  placing: Placing<Node>,
): string[] {
  const ids: string[] = [];
  for (const node of (placing.byParent.get(parentId) ?? []).toSorted(compareSiblings)) {
    const subtree: string[] = [node.id];
    const path = [...parentPath, node.name];
    placing.placed.push({ node, path, depth: parentPath.length, subtree });
    subtree.push(...placeChildren(node.id, path, placing));
    ids.push(...subtree);
  }
  return ids;
}

function compareSiblings(left: CategoryNode, right: CategoryNode): number {
  if (left.kind !== right.kind) return left.kind === 'income' ? -1 : 1;
  if (left.displayOrder !== right.displayOrder) return left.displayOrder - right.displayOrder;
  // Code units, not a locale: the same order on every machine. The id settles two equal names.
  const leftKey = `${left.name.toLowerCase()}\u0000${left.id}`;
  const rightKey = `${right.name.toLowerCase()}\u0000${right.id}`;
  if (leftKey === rightKey) return 0;
  return leftKey < rightKey ? -1 : 1;
}

function problemOf(node: CategoryNode, byId: ReadonlyMap<string, CategoryNode>): TreeProblem | null {
  const seen = new Set([node.id]);
  let current = node;
  while (current.parentId !== null) {
    const parent = byId.get(current.parentId);
    if (!parent) return { rule: 'parent', id: current.id };
    if (seen.has(parent.id)) return { rule: 'cycle', id: node.id };
    if (parent.kind !== current.kind) return { rule: 'kind', id: current.id };
    seen.add(parent.id);
    current = parent;
  }
  return seen.size > MAX_LEVELS ? { rule: 'depth', id: node.id } : null;
}
