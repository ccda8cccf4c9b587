import type { Node, Value } from './value.ts';

/** What must run to compute some values: nodes in an order that respects their inputs, and the leaves they start from. */
export interface Program {
  readonly nodes: readonly Node[];
  readonly leaves: readonly Value[];
}

/** Collects the nodes behind `outputs`. A value whose data are at hand is a leaf, whatever made it. */
export const collect = (outputs: readonly Value[]): Program => {
  const nodes = new Set<Node>();
  const leaves = new Set<Value>();
  const stack = [...outputs];
  while (stack.length > 0) {
    const value = stack.pop() as Value;
    const node = value.ready ? null : value.node;
    if (!node) {
      leaves.add(value);
    } else if (!nodes.has(node)) {
      nodes.add(node);
      for (const input of node.inputs) if (input) stack.push(input);
    }
  }
  return {
    nodes: [...nodes].sort((a, b) => a.id - b.id),
    leaves: [...leaves].sort((a, b) => a.id - b.id),
  };
};
