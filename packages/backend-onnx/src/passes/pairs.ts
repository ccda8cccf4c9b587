import { emit, reshape, transpose, type Value } from '../graph/index.ts';
import { type Pass, rewrite } from './rewrite.ts';

/** Up to this many features, a pair's run of memory is too short for ONNX Runtime's broadcasting to be fast on it. */
const SHORT = 64;

/**
 * Differences of all pairs of rows, [m, 1, d] and [1, n, d] → [m, n, d], worked out as [d, m, n]: then each operand's
 * inner run is a row of n or a single number. What follows is moved along by {@link sinkTransposes}.
 */
export const putPairsLast: Pass = (outputs) =>
  rewrite(outputs, (node, inputs) => {
    const result = node.outputs[0] as Value;
    const [m, n, d] = result.shape;
    if (result.shape.length !== 3 || (node.op !== 'Sub' && node.op !== 'Add')) return null;
    if (m === undefined || n === undefined || d === undefined || d > SHORT || n < 2 * d) return null;
    const sides = inputs.map((input) => input && ranked(input));
    const spread = sides.every(
      (side) => side && side.shape[2] === d && (side.shape[0] === 1) !== (side.shape[1] === 1),
    );
    if (!spread || sides[0]?.shape[0] === sides[1]?.shape[0]) return null;
    const turned = sides.map((side) => transpose(side as Value, [2, 0, 1]));
    return transpose(emit(node.op, turned, [d, m, n], result.type), [1, 2, 0]);
  });

const ranked = (value: Value): Value =>
  value.shape.length < 3 ? reshape(value, [...Array(3 - value.shape.length).fill(1), ...value.shape]) : value;
