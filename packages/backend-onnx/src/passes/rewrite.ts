import { collect, Node, Value } from '../graph/index.ts';

/** A rewriting of a graph that keeps its results: wanted values in, equal values out, in the same order. */
export type Pass = (outputs: readonly Value[]) => readonly Value[];

/**
 * What to put in the place of a node, given its inputs as they are now: one value per output, a single value where
 * there is one output, or null to leave it.
 */
export type Rule = (node: Node, inputs: readonly (Value | null)[]) => readonly Value[] | Value | null;

/** Goes through a graph once, inputs before outputs, and applies a rule to every node. */
export const rewrite = (outputs: readonly Value[], rule: Rule): readonly Value[] => {
  const replaced = new Map<Value, Value>();
  const now = (value: Value): Value => replaced.get(value) ?? value;
  for (const node of collect(outputs).nodes) {
    const inputs = node.inputs.map((input) => input && now(input));
    const result = rule(node, inputs) ?? rebuild(node, inputs);
    if (!result) continue;
    const list = result instanceof Value ? [result] : result;
    for (const [i, value] of node.outputs.entries()) {
      const other = list[i];
      if (other && other !== value) replaced.set(value, other);
    }
  }
  return outputs.map(now);
};

/** The node with other inputs, or null if they are the ones it has. */
export const rebuild = (node: Node, inputs: readonly (Value | null)[]): readonly Value[] | null => {
  if (inputs.every((input, i) => input === node.inputs[i])) return null;
  const outputs = node.outputs.map((value) => new Value(value.shape, value.type));
  new Node(node.op, inputs, outputs, node.attributes, node.domain);
  return outputs;
};

/** How often each value is read, by a node or as a result. */
export const countUses = (outputs: readonly Value[]): Map<Value, number> => {
  const uses = new Map<Value, number>();
  const count = (value: Value) => uses.set(value, (uses.get(value) ?? 0) + 1);
  for (const node of collect(outputs).nodes) for (const input of node.inputs) if (input) count(input);
  for (const value of outputs) count(value);
  return uses;
};

/** The node that makes a value, if it is the operator asked for. */
export const madeBy = (value: Value | null | undefined, ...ops: string[]): Node | null => {
  const node = value && !value.ready ? value.node : null;
  return node && ops.includes(node.op) ? node : null;
};
