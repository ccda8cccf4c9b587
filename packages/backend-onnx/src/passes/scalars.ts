import { emit, reshape, type Value } from '../graph/index.ts';
import { BROADCASTING } from './elementwise.ts';
import { type Pass, rewrite } from './rewrite.ts';

/**
 * Gives a single number the rank of what it meets, where that ends in an axis of length 1: an image of one channel, a
 * column. ONNX Runtime compares shapes from the last axis, leaves out 1s that both have, and goes on only as far as the
 * shorter shape has axes; past it, it takes that 1 for a row of its own, and calls its kernel once for each element
 * (0.51 against 0.016 ms for 64 × 28 × 28 × 1 numbers).
 */
export const alignScalars: Pass = (outputs) =>
  rewrite(outputs, (node, inputs) => {
    const result = node.outputs[0] as Value;
    const rank = result.shape.length;
    if (!BROADCASTING.has(node.op) || result.size === 1 || result.shape[rank - 1] !== 1) return null;
    const values = inputs as readonly Value[];
    if (values.every(({ size, shape }) => size > 1 || shape.length === rank)) return null;
    const one = new Array<number>(rank).fill(1);
    const aligned = values.map((value) => (value.size === 1 ? reshape(value, one) : value));
    return emit(node.op, aligned, result.shape, result.type, node.attributes, node.domain);
  });
