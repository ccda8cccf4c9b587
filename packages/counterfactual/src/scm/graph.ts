import { MimmxError, suggest } from '@mimmx/core';

/** A directed acyclic graph of attributes. */
export interface Graph {
  /** Every node after its parents. */
  readonly order: readonly string[];
  parents(node: string): readonly string[];
  /** Every node that a change of `node` can reach, without `node` itself. */
  descendants(node: string): ReadonlySet<string>;
}

/**
 * Orders the nodes of a graph and answers who descends from whom.
 *
 * @param parents the parents of every node
 * @throws E_GRAPH_PARENT if a parent is no node; E_GRAPH_CYCLE naming the cycle
 * @example
 * createGraph({ age: [], finding: ['age'] }).descendants('age'); // Set { 'finding' }
 */
export function createGraph(parents: Readonly<Record<string, readonly string[]>>): Graph {
  const names = Object.keys(parents);
  for (const [node, list] of Object.entries(parents)) {
    for (const parent of list) {
      if (parent in parents) continue;
      throw new MimmxError(
        'E_GRAPH_PARENT',
        `Node "${node}" has the parent "${parent}", which is not declared. ${suggest(parent, names)}`,
      );
    }
  }
  const order = topologicalOrder(parents);
  const descendants = new Map<string, ReadonlySet<string>>();
  for (const node of [...order].reverse()) {
    const below = new Set<string>();
    for (const child of names.filter((name) => parents[name]!.includes(node))) {
      below.add(child);
      for (const further of descendants.get(child)!) below.add(further);
    }
    descendants.set(node, below);
  }
  return {
    order,
    parents: (node) => parents[requireNode(node, names)]!,
    descendants: (node) => descendants.get(requireNode(node, names))!,
  };
}

/** Refuses a name that is no node. @throws E_UNKNOWN_NODE with the nearest known name */
export function requireNode(node: string, names: readonly string[]): string {
  if (names.includes(node)) return node;
  throw new MimmxError('E_UNKNOWN_NODE', `The graph has no node "${node}". ${suggest(node, names)}`);
}

/** Depth first, in the order of declaration, so that equal graphs give equal orders. */
function topologicalOrder(parents: Readonly<Record<string, readonly string[]>>): readonly string[] {
  const order: string[] = [];
  const path: string[] = [];
  const visit = (node: string): void => {
    if (order.includes(node)) return;
    const from = path.indexOf(node);
    if (from >= 0) {
      const cycle = [...path.slice(from), node].reverse().join(' → ');
      throw new MimmxError('E_GRAPH_CYCLE', `The graph has the cycle ${cycle}. Remove one of these edges.`);
    }
    path.push(node);
    for (const parent of parents[node]!) visit(parent);
    path.pop();
    order.push(node);
  };
  for (const node of Object.keys(parents)) visit(node);
  return order;
}
