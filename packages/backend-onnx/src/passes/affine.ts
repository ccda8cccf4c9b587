import { emit, filled, float, int, ints, mul, reshape, sameShape, type Value } from '../graph/index.ts';
import { countUses, madeBy, type Pass, rewrite } from './rewrite.ts';

/** Below this a pass over memory costs less than the larger operator's own start. */
const SMALLEST = 4096;

interface Term {
  /** [batch, channels, …] or [channels, rows] */
  readonly x: Value;
  /** One number per channel, [channels]. */
  readonly factor: Value;
}

/**
 * Writes affine maps of channels as single operators: x·s + t is an inference batch norm, x·s + t followed by ReLU and
 * x·s + y·r + t are depthwise convolutions with a 1×1 kernel, which add and rectify while the data are in cache.
 */
export const fuseAffine: Pass = (outputs) => {
  const uses = countUses(outputs);
  const once = (value: Value) => uses.get(value) === 1;
  return rewrite(outputs, (node, inputs) => {
    const result = node.outputs[0] as Value;
    if (node.op !== 'Add' || result.size < SMALLEST || result.type !== 'float32') return null;
    for (const [i, p] of inputs.entries()) {
      const term = vectorOf(inputs[1 - i] as Value, result);
      if (!p || !term || !sameShape(p.shape, result.shape) || !once(node.inputs[i] as Value)) continue;
      const single = termOf(p, result);
      if (single) return affine(single, term, result);
      const sum = madeBy(p, 'Add');
      const [left, right] = (sum?.inputs ?? []).map((side) => side && termOf(side, result));
      // The product with the smaller claim on memory is written, the other is folded into the convolution.
      if (left && right) return mixed(right, term, mul(left.x, spread(left.factor, left.x)), result);
      if (sum && (left || right)) {
        const [a, b] = sum.inputs as readonly [Value, Value];
        const other = left ? b : a;
        if (sameShape(other.shape, result.shape)) return mixed((left ?? right) as Term, term, other, result);
      }
    }
    return null;
  });
};

/** A vector along the channels, flattened: [channels, 1, …] → [channels]. */
const vectorOf = (value: Value | null, like: Value): Value | null => {
  const rank = like.shape.length;
  const axis = rank === 2 ? 0 : 1;
  const channels = like.shape[axis] as number;
  if (!value || rank < 2 || value.size !== channels) return null;
  const lengths = [...Array(Math.max(0, rank - value.shape.length)).fill(1), ...value.shape];
  return lengths[axis] === channels ? reshape(value, [channels]) : null;
};

const termOf = (value: Value, like: Value): Term | null => {
  const [p, q] = madeBy(value, 'Mul')?.inputs ?? [];
  if (!p || !q) return null;
  for (const [x, s] of [
    [p, q],
    [q, p],
  ] as const) {
    const factor = sameShape(x.shape, like.shape) ? vectorOf(s, like) : null;
    if (factor) return { x, factor };
  }
  return null;
};

const spread = (factor: Value, x: Value): Value =>
  reshape(factor, [factor.size, ...Array(x.shape.length - (x.shape.length === 2 ? 1 : 2)).fill(1)]);

/** At least [batch, channels, length]. */
const ranked = (x: Value): Value => (x.shape.length === 2 ? reshape(x, [1, ...x.shape]) : x);

const affine = ({ x, factor }: Term, term: Value, result: Value): Value => {
  const source = ranked(x);
  const c = factor.size;
  const inputs = [source, factor, term, filled([c], 'float32', 0), filled([c], 'float32', 1)];
  const y = emit('BatchNormalization', inputs, source.shape, 'float32', { epsilon: float(0) });
  return reshape(y, result.shape);
};

const mixed = ({ x, factor }: Term, term: Value, added: Value, result: Value): Value => {
  const source = ranked(x);
  const spatial = source.shape.length - 2;
  const weights = reshape(factor, [factor.size, 1, ...Array(spatial).fill(1)]);
  const y = emit(
    'FusedConv',
    [source, weights, term, reshape(added, source.shape)],
    source.shape,
    'float32',
    { group: int(factor.size), kernel_shape: ints(Array(spatial).fill(1)) },
    'com.microsoft',
  );
  return reshape(y, result.shape);
};
