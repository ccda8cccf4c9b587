import { emit, filled, float, int, ints, mul, reshape, sameShape, type Value } from '../graph/index.ts';
import { countUses, madeBy, type Pass, rewrite } from './rewrite.ts';

/** Below this a pass over memory costs less than the larger operator's own start. */
const SMALLEST = 4096;

interface Term {
  /** [batch, channels, …] or [channels, rows] */
  readonly x: Value;
  /** One number per channel, [channels]. */
  readonly factor: Value;
  readonly axis: number;
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
      const single = termOf(p, result, term.axis);
      if (single) return affine(single, term.values, result);
      const sum = madeBy(p, 'Add');
      const [left, right] = (sum?.inputs ?? []).map((side) => side && termOf(side, result, term.axis));
      // The product with the smaller claim on memory is written, the other is folded into the convolution.
      if (left && right) return mixed(right, term.values, mul(left.x, spread(left)), result);
      if (sum && (left || right)) {
        const [a, b] = sum.inputs as readonly [Value, Value];
        const other = left ? b : a;
        if (sameShape(other.shape, result.shape))
          return mixed((left ?? right) as Term, term.values, other, result);
      }
    }
    return null;
  });
};

interface Vector {
  /** [channels] */
  readonly values: Value;
  /** The axis of the channels: the first or the second. */
  readonly axis: number;
}

/** A vector along the channels. */
const vectorOf = (value: Value | null, like: Value): Vector | null => {
  const rank = like.shape.length;
  if (!value || rank < 2 || value.size < 2) return null;
  const lengths = [...Array(Math.max(0, rank - value.shape.length)).fill(1), ...value.shape];
  const axis = lengths.findIndex((n) => n !== 1);
  const fits =
    axis < 2 && axis < rank - 1 && lengths[axis] === like.shape[axis] && value.size === lengths[axis];
  return fits ? { values: reshape(value, [value.size]), axis } : null;
};

const termOf = (value: Value, like: Value, axis: number): Term | null => {
  const [p, q] = madeBy(value, 'Mul')?.inputs ?? [];
  if (!p || !q) return null;
  for (const [x, s] of [
    [p, q],
    [q, p],
  ] as const) {
    const factor = sameShape(x.shape, like.shape) ? vectorOf(s, like) : null;
    if (factor && factor.axis === axis) return { x, factor: factor.values, axis };
  }
  return null;
};

const spread = ({ x, factor, axis }: Term): Value =>
  reshape(factor, [factor.size, ...Array(x.shape.length - 1 - axis).fill(1)]);

/** As [batch, channels, …]. */
const ranked = (x: Value, axis: number): Value => {
  const channels = x.shape[axis] as number;
  return axis === 0 ? reshape(x, [1, channels, x.size / channels]) : x;
};

const affine = ({ x, factor, axis }: Term, term: Value, result: Value): Value => {
  const source = ranked(x, axis);
  const c = factor.size;
  const inputs = [source, factor, term, filled([c], 'float32', 0), filled([c], 'float32', 1)];
  const y = emit('BatchNormalization', inputs, source.shape, 'float32', { epsilon: float(0) });
  return reshape(y, result.shape);
};

const mixed = ({ x, factor, axis }: Term, term: Value, added: Value, result: Value): Value => {
  const source = ranked(x, axis);
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
