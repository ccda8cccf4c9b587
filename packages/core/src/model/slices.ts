import * as tf from '../tf/index.ts';

/** Where each factor's features lie in the encoder's output: f = [f_y | f_z1 | … | f_zN]. */
export interface Slices {
  readonly widths: readonly number[];
  readonly total: number;
  /** Columns of factor i (0 = y, i = z_i), [batch, widths[i]]. */
  take(features: tf.Tensor2D, i: number): tf.Tensor2D;
}

/** Lays out the slices in order, y first. */
export function layOutSlices(widths: readonly number[]): Slices {
  const starts = widths.map((_, i) => widths.slice(0, i).reduce((a, b) => a + b, 0));
  return {
    widths,
    total: widths.reduce((a, b) => a + b, 0),
    take: (features, i) => tf.slice2d(features, [0, starts[i]!], [features.shape[0], widths[i]!]),
  };
}
