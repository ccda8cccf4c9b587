import type { Value } from '../graph/index.ts';
import { type Pass, rebuild, rewrite } from './rewrite.ts';

const LARGEST = 64;

/** Computes equal things once: nodes with the same operator, attributes and inputs, and equal small constants. */
export const mergeDuplicates: Pass = (outputs) => {
  const constants = new Map<string, Value>();
  const nodes = new Map<string, readonly Value[]>();
  const canonical = (value: Value): Value => {
    if (value.node || !value.data || value.size > LARGEST) return value;
    const key = `${value.type}[${value.shape}]${value.data}`;
    const known = constants.get(key);
    if (!known) constants.set(key, value);
    return known ?? value;
  };
  return rewrite(outputs, (node, inputs) => {
    const list = inputs.map((input) => input && canonical(input));
    // Sums and products do not depend on the order of their operands.
    const commutes = node.op === 'Add' || node.op === 'Mul';
    const ids = list.map((input) => input?.id ?? 0);
    if (commutes) ids.sort((a, b) => a - b);
    const key = `${node.domain}:${node.op}(${ids})${JSON.stringify(node.attributes)}`;
    const known = nodes.get(key);
    if (known) return known;
    const result = rebuild(node, list) ?? node.outputs;
    nodes.set(key, result);
    return result;
  });
};
