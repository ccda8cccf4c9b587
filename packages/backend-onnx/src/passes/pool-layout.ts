import {
  collect,
  emit,
  emitMany,
  integers,
  type Node,
  swapOf,
  transpose,
  type Value,
} from '../graph/index.ts';
import { madeBy, type Pass, rewrite } from './rewrite.ts';

/**
 * Pooling works plane by plane, so the order of batch and channels is all the same to it: a transpose of the two moves
 * behind it, and, where the places of the largest elements are used, before and behind the unpooling that uses them.
 */
export const swapAroundPools: Pass = (outputs) => {
  const readers = new Map<Value, Node[]>();
  for (const node of collect(outputs).nodes) {
    for (const input of node.inputs) if (input) readers.set(input, [...(readers.get(input) ?? []), node]);
  }
  const wanted = new Set(outputs);
  const moved = new Set<Value>();
  return rewrite(outputs, (node, inputs) => {
    if (node.op === 'MaxUnpool' && moved.has(inputs[1] as Value)) {
      const result = node.outputs[0] as Value;
      const gradient = transpose(inputs[0] as Value, swapOf(result.shape.length));
      const shape = swapped(result.shape);
      const y = emit(
        'MaxUnpool',
        [gradient, inputs[1] as Value, integers(shape)],
        shape,
        result.type,
        node.attributes,
      );
      return transpose(y, swapOf(shape.length));
    }
    if (node.op !== 'MaxPool' && node.op !== 'AveragePool') return null;
    const source = madeBy(inputs[0], 'Transpose');
    const [values, places] = node.outputs as readonly [Value, Value | undefined];
    const order = swapOf(values.shape.length);
    if (String(source?.attributes.perm?.value) !== String(order)) return null;
    const used = places ? (readers.get(places) ?? []) : [];
    if (places && (wanted.has(places) || !used.every((reader) => reader.op === 'MaxUnpool'))) return null;
    const shape = swapped(values.shape);
    const list = emitMany(
      node.op,
      [source?.inputs[0] as Value],
      node.outputs.map((value) => ({ shape, type: value.type })),
      node.attributes,
    ) as [Value, Value];
    if (!places) return transpose(list[0], order);
    // The places are numbers of the other layout, in its shape: only the unpooling above may see them.
    moved.add(list[1]);
    return [transpose(list[0], order), list[1]];
  });
};

const swapped = (shape: readonly number[]): number[] => [
  shape[1] as number,
  shape[0] as number,
  ...shape.slice(2),
];
