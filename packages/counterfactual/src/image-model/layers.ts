import * as tf from '@mimmx/core/tf';
import type { Parameters } from './parameters.ts';

/** A layer on maps, [batch, height, width, channels]. */
export type MapLayer = (x: tf.Tensor4D) => tf.Tensor4D;
/** A layer on rows, [batch, width]. */
export type RowLayer = (x: tf.Tensor2D) => tf.Tensor2D;

export interface ConvSettings {
  readonly kernel?: number;
  readonly stride?: number;
  readonly bias?: boolean;
  /** Scale of the first weights; 0 starts the layer at zero. */
  readonly gain?: number;
}

/** A convolution of the same size (or smaller by the stride). */
export function conv(
  p: Parameters,
  name: string,
  from: number,
  to: number,
  { kernel = 1, stride = 1, bias = true, gain = 1 }: ConvSettings = {},
): MapLayer {
  const weight = p.weight(`${name}.weight`, [kernel, kernel, from, to], gain) as tf.Variable<tf.Rank.R4>;
  const shift = bias ? p.constant(`${name}.bias`, [to]) : null;
  return (x) => {
    const y = tf.conv2d(x, weight, stride, 'same') as tf.Tensor4D;
    return shift ? y.add(shift) : y;
  };
}

export function dense(
  p: Parameters,
  name: string,
  from: number,
  to: number,
  { bias = true, gain = 1 }: Pick<ConvSettings, 'bias' | 'gain'> = {},
): RowLayer {
  const weight = p.weight(`${name}.weight`, [from, to], gain) as tf.Variable<tf.Rank.R2>;
  const shift = bias ? p.constant(`${name}.bias`, [to]) : null;
  return (x) => {
    const y = tf.matMul(x, weight) as tf.Tensor2D;
    return shift ? (y.add(shift) as tf.Tensor2D) : y;
  };
}

/**
 * What a 1 × 1 convolution of `concat(x, parents broadcast over the map)` does with the parents: a bias per channel,
 * [batch, 1, 1, channels]. No broadcast map is made.
 */
export function condition(
  p: Parameters,
  name: string,
  parents: number,
  channels: number,
  { gain = 1 }: Pick<ConvSettings, 'gain'> = {},
): (parents: tf.Tensor2D) => tf.Tensor4D {
  if (parents === 0) return (given) => tf.zeros([given.shape[0], 1, 1, channels]);
  const apply = dense(p, name, parents, channels, { bias: false, gain });
  return (given) => apply(given).reshape([given.shape[0], 1, 1, channels]);
}

/** Twice the height and width: a convolution to 4 · channels, unfolded (Shi et al., 2016; started without checkerboard). */
export function unfold(p: Parameters, name: string, from: number, to: number): MapLayer {
  const weight = p.unfolding(`${name}.weight`, [3, 3, from], to) as tf.Variable<tf.Rank.R4>;
  const bias = p.constant(`${name}.bias`, [to]);
  return (x) => {
    const [batch, height, width] = x.shape;
    return tf
      .conv2d(x, weight, 1, 'same')
      .reshape([batch, height, width, 2, 2, to])
      .transpose([0, 1, 3, 2, 4, 5])
      .reshape([batch, 2 * height, 2 * width, to])
      .add(bias) as tf.Tensor4D;
  };
}

/** Every pixel `times` × `times`. */
export function enlarge(x: tf.Tensor4D, times: number): tf.Tensor4D {
  if (times === 1) return x;
  const [batch, height, width, channels] = x.shape;
  return x
    .reshape([batch, height, 1, width, 1, channels])
    .add(tf.zeros([1, 1, times, 1, times, 1]))
    .reshape([batch, height * times, width * times, channels]);
}
