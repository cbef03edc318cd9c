import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CategoryNode, descendantsOf, findTreeProblem, placeCategories } from './index.ts';

function node(id: string, parentId: string | null, rest: Partial<CategoryNode> = {}): CategoryNode {
  return { id, parentId, name: id, kind: 'expense', displayOrder: 0, ...rest };
}

/** A chain a > b > c ... of that many levels. */
function chain(levels: number): CategoryNode[] {
  return Array.from({ length: levels }, (_, level) =>
    node(`level-${level}`, level === 0 ? null : `level-${level - 1}`),
  );
}

describe('placeCategories', () => {
  it('puts income first, then order, then name; children follow their parent', () => {
    const placed = placeCategories([
      node('Zoo', null, { displayOrder: 1 }),
      node('Food', null),
      node('Groceries', 'Food'),
      node('Coffee', 'Food'),
      node('Salary', null, { kind: 'income', displayOrder: 9 }),
    ]);
    expect(placed.map((entry) => entry.path.join(' / '))).toEqual([
      'Salary',
      'Food',
      'Food / Coffee',
      'Food / Groceries',
      'Zoo',
    ]);
    expect(placed.map((entry) => entry.depth)).toEqual([0, 0, 1, 1, 0]);
    expect(placed[1]?.subtree).toEqual(['Food', 'Coffee', 'Groceries']);
  });

  it('shows a category whose parent is not in the list as a root', () => {
    expect(placeCategories([node('b', 'gone')]).map((entry) => entry.depth)).toEqual([0]);
  });

  it('loses and doubles no node of any forest', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 40 }), (choices) => {
        // Node i stands below an earlier node or at the root, so it is a forest.
        const nodes = choices.map((choice, index) =>
          node(`n${index}`, choice % (index + 1) === index ? null : `n${choice % (index + 1)}`),
        );
        const placed = placeCategories(nodes);
        expect(placed.map((entry) => entry.node.id).toSorted()).toEqual(nodes.map(({ id }) => id).toSorted());
        for (const entry of placed) {
          expect([...entry.subtree].toSorted()).toEqual(descendantsOf(nodes, entry.node.id).toSorted());
        }
      }),
    );
  });
});

describe('findTreeProblem', () => {
  it('accepts five levels and refuses six', () => {
    expect(findTreeProblem(chain(5))).toBeNull();
    expect(findTreeProblem(chain(6))).toEqual({ rule: 'depth', id: 'level-5' });
  });

  it('finds a cycle, also one that a node only leads to', () => {
    expect(findTreeProblem([node('a', 'b'), node('b', 'a')])?.rule).toBe('cycle');
    expect(findTreeProblem([node('x', 'a'), node('a', 'b'), node('b', 'a')])?.rule).toBe('cycle');
  });

  it('finds a child of another kind and a parent that is not there', () => {
    expect(findTreeProblem([node('a', null, { kind: 'income' }), node('b', 'a')])).toEqual({
      rule: 'kind',
      id: 'b',
    });
    expect(findTreeProblem([node('b', 'gone')])).toEqual({ rule: 'parent', id: 'b' });
  });
});

describe('descendantsOf', () => {
  it('gives the category itself and all below, and nothing for an unknown one', () => {
    expect(descendantsOf(chain(3), 'level-1')).toEqual(['level-1', 'level-2']);
    expect(descendantsOf(chain(3), 'gone')).toEqual([]);
  });
});
