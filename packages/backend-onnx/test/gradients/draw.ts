import type * as tf from '@mimmx/core/tf';
import fc from 'fast-check';

export type Tf = typeof tf;

/** Numbers with a shape, exact in float32. */
export interface Grid {
  readonly data: Float64Array;
  readonly shape: readonly number[];
}

/** One function of tensors at one point, for any copy of TensorFlow.js. */
export interface Draw {
  readonly inputs: readonly Grid[];
  readonly apply: (tf: Tf, inputs: tf.Tensor[]) => tf.Tensor;
  /** Why the `cpu` backend's gradient says nothing here, or differences do not. */
  readonly not?: { readonly cpu?: string; readonly differences?: string };
}

export type Case = fc.Arbitrary<Draw>;

/**
 * Numbers between two bounds that are all different, no two nearly equal and none nearly an integer: so that a largest
 * one stays the largest, and no step or kink lies within a difference.
 */
export const spread = (shape: readonly number[], seed: number, low = -2, high = 2): Grid => {
  const count = shape.reduce((a, b) => a * b, 1);
  // A step that shares no factor with the count visits every place once.
  const step = [7919, 104729, 1299709].find((prime) => count % prime !== 0) ?? 1;
  const data = Float64Array.from({ length: count }, (_, i) => {
    const place = (i * step + seed) % count;
    const value = low + ((place + 0.5 + 0.2 * Math.sin(seed + place)) / count) * (high - low);
    const near = Math.round(value);
    return Math.fround(Math.abs(value - near) < 1e-3 ? near + 2e-3 : value);
  });
  return { data, shape };
};

export const seed = fc.integer({ min: 0, max: 999 });
export const size = (max = 4) => fc.integer({ min: 1, max });

/** A shape of a rank between two bounds. */
export const shapeOf = (minRank = 1, maxRank = 4, max = 4) =>
  fc.array(size(max), { minLength: minRank, maxLength: maxRank });

/** One tensor of any shape. */
export const anyTensor = (low?: number, high?: number, minRank = 1, maxRank = 4) =>
  fc.tuple(shapeOf(minRank, maxRank), seed).map(([shape, s]) => spread(shape, s, low, high));

/** Two shapes that broadcast: each axis of either is whole or 1, and leading axes may be missing. */
export const broadcasting = fc
  .array(fc.tuple(size(), fc.constantFrom('both', 'left', 'right')), { minLength: 1, maxLength: 3 })
  .chain((axes) =>
    fc.record({
      left: fc.constant(axes.map(([n, side]) => (side === 'right' ? 1 : n))),
      right: fc.constant(axes.map(([n, side]) => (side === 'left' ? 1 : n))),
      dropped: fc.integer({ min: 0, max: axes.length - 1 }),
    }),
  )
  .map(({ left, right, dropped }) => [left, right.slice(dropped)] as const);

/** Size, stride, dilation and padding of a window, in the combinations that TensorFlow.js takes. */
export const windowOf = (maxDilation: number) =>
  fc
    .record({
      size: size(3),
      stride: size(3),
      dilation: size(maxDilation),
      pad: fc.constantFrom('valid' as const, 'same' as const),
    })
    .filter(({ stride, dilation }) => stride === 1 || dilation === 1);

export const draw = (inputs: readonly Grid[], apply: Draw['apply'], not?: Draw['not']): Draw => ({
  inputs,
  apply,
  ...(not ? { not } : {}),
});
