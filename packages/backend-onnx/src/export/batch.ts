import { MimmxError } from '@mimmx/core';
import type { Node, Value } from '../graph/index.ts';

interface Traced {
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly nodes: readonly Node[];
}

/**
 * Compares one graph traced at two batch sizes. Sizes that differ belong to the batch: they become −1 in the shapes
 * that reshapes aim at, and a name in those of inputs and outputs.
 *
 * @returns sizes of inputs and outputs, `batch` where any will do
 * @throws E_EXPORT where something other than a reshape is made for one batch size
 */
export const withFreeBatch = (
  small: Traced,
  large: Traced,
  sizes: readonly [number, number],
): ReadonlyMap<Value, readonly (number | string)[]> => {
  if (small.nodes.length !== large.nodes.length) throw dependent('The graph');
  const freed = new Map<Value, string>();
  for (const [i, node] of small.nodes.entries()) freeNode(node, large.nodes[i] as Node, sizes, freed);
  const open = new Map<Value, readonly (number | string)[]>();
  for (const [list, other] of [
    [small.inputs, large.inputs],
    [small.outputs, large.outputs],
  ] as const) {
    for (const [i, value] of list.entries()) {
      const shape = (other[i] as Value).shape;
      open.set(
        value,
        value.shape.map((n, axis) => (n === shape[axis] ? n : 'batch')),
      );
    }
  }
  return open;
};

/** @param freed shapes that are free already, which several reshapes may share, with what the larger graph has for them */
const freeNode = (
  node: Node,
  other: Node,
  [a, b]: readonly [number, number],
  freed: Map<Value, string>,
): void => {
  if (node.op !== other.op) throw dependent(node.op);
  for (const [i, input] of node.inputs.entries()) {
    const twin = other.inputs[i];
    if (!input?.data || !twin?.data || input.node) continue;
    const known = freed.get(input);
    if (known !== undefined && known === twin.data.join()) continue;
    const changed = [...input.data].flatMap((n, k) => (n === twin.data?.[k] ? [] : [k]));
    if (input.data.length === twin.data.length && changed.length === 0) continue;
    const [place] = changed;
    const aims = node.op === 'Reshape' && i === 1 && input.data instanceof BigInt64Array;
    if (!aims || changed.length !== 1 || place === undefined) throw dependent(node.op);
    if (Number(input.data[place]) * b !== Number(twin.data[place]) * a) throw dependent(node.op);
    freed.set(input, twin.data.join());
    (input.data as BigInt64Array)[place] = -1n;
  }
};

const dependent = (what: string): MimmxError =>
  new MimmxError(
    'E_EXPORT',
    `${what} of this model depends on the batch size in a way that ONNX cannot leave open; export a model without it.`,
  );
