import * as tf from '@mimmx/core/tf';

/** All confounders' features side by side, [batch, Σ widths]. */
export const joined = (features: readonly tf.Tensor2D[]): tf.Tensor2D =>
  features.length === 1 ? features[0]! : tf.concat2d([...features], 1);

/** The weight of each confounder repeated over its columns, [1, Σ widths]. */
export const perColumn = (weights: tf.Tensor1D, widths: readonly number[]): tf.Tensor2D =>
  tf.matMul(weights.expandDims(0) as tf.Tensor2D, membership(widths), false, true);

/** [Σ widths, N]: 1 where the column belongs to the confounder. */
export const membership = (widths: readonly number[]): tf.Tensor2D =>
  tf.tensor2d(
    widths.flatMap((width, i) =>
      Array.from({ length: width }, () => widths.map((_, j) => (i === j ? 1 : 0))),
    ),
  );
