import { expect, test } from 'vitest';
import { type Attribute, affected, createGraph, isHard } from '../../src/index.ts';

const categorical = (name: string): Attribute => ({ name, kind: 'categorical', labels: ['0', '1'] });

test('a → f: do(a) sets f, do(s) leaves a, f and r to the predictor', () => {
  const graph = createGraph({ a: [], r: [], s: [], f: ['a'] });
  const hard = (k: string) =>
    ['a', 'r', 's', 'f'].filter((name) => isHard('soft', categorical(name), affected(graph, [k])));
  expect(hard('a')).toEqual(['a', 'f']);
  expect(hard('s')).toEqual(['s']);
  const age: Attribute = { name: 'a', kind: 'continuous' };
  const changed = affected(graph, ['s']);
  expect(isHard('soft', age, changed)).toBe(true);
  expect(isHard('soft-continuous', age, changed)).toBe(false);
  expect(isHard('hard', categorical('f'), changed)).toBe(true);
  expect(isHard('smoothed', categorical('f'), changed)).toBe(true);
});

test('in every DAG of four nodes the hard nodes are the one intervened on and those that paths lead to', () => {
  const nodes = ['a', 'b', 'c', 'd'];
  const pairs = nodes.flatMap((from) => nodes.filter((to) => to !== from).map((to) => [from, to] as const));
  let graphs = 0;
  for (let code = 0; code < 1 << pairs.length; code++) {
    const edges = pairs.filter((_, i) => (code >> i) & 1);
    // Reachability by brute force: paths of up to four edges.
    const reach = new Map(nodes.map((node) => [node, new Set<string>()]));
    for (let length = 0; length < 4; length++)
      for (const [from, to] of edges) {
        reach.get(from)!.add(to);
        for (const further of reach.get(to)!) reach.get(from)!.add(further);
      }
    if (nodes.some((node) => reach.get(node)!.has(node))) continue;
    graphs++;
    const graph = createGraph(
      Object.fromEntries(
        nodes.map((node) => [node, edges.filter(([, to]) => to === node).map(([from]) => from)]),
      ),
    );
    for (const node of nodes) {
      const changed = affected(graph, [node]);
      const hard = nodes.filter((name) => isHard('soft', categorical(name), changed));
      expect(hard).toEqual(nodes.filter((name) => name === node || reach.get(node)!.has(name)));
    }
  }
  // The number of labelled DAGs of four nodes (Robinson, 1973).
  expect(graphs).toBe(543);
});
