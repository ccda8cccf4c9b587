import { expect, test } from 'vitest';
import { createGraph } from '../../src/index.ts';

test('nodes come after their parents, and descendants are found', () => {
  const graph = createGraph({ x: ['t', 'i'], i: ['t'], t: [], d: [] });
  expect(graph.order).toEqual(['t', 'i', 'x', 'd']);
  expect([...graph.descendants('t')].sort()).toEqual(['i', 'x']);
  expect([...graph.descendants('d')]).toEqual([]);
});

test('a cycle and a parent that is missing are named', () => {
  expect(() => createGraph({ a: ['c'], b: ['a'], c: ['b'] })).toThrow(
    'E_GRAPH_CYCLE: The graph has the cycle a → b → c → a. Remove one of these edges.',
  );
  expect(() => createGraph({ age: [], finding: ['agee'] })).toThrow(
    /E_GRAPH_PARENT: Node "finding" has the parent "agee".*Did you mean "age"\?/,
  );
  expect(() => createGraph({ a: [] }).descendants('b')).toThrow(/E_UNKNOWN_NODE/);
});
