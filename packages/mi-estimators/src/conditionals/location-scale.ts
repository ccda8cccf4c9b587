import * as tf from '@mimmx/core/tf';
import { createMlp } from '../networks/index.ts';
import type { NetworkOptions } from '../options.ts';
import { encode, widthOf } from '../pairs/index.ts';
import type { Conditional, ConditionalShape } from './conditional.ts';

/** Parameters of independent columns, [...lead, batch, dy] each: mean, and log variance or log scale. */
export interface LocationScale {
  readonly mean: tf.Tensor;
  readonly logScale: tf.Tensor;
}

/** A family of densities of location and scale, summed over columns: [..., batch, dy] → [..., batch]. */
export type LogDensity = (y: tf.Tensor, parameters: LocationScale) => tf.Tensor;

/** log N(y; mean, exp(logScale)): `logScale` is the log variance. */
export const gaussianLogDensity: LogDensity = (y, { mean, logScale }) => {
  // tf.squaredDifference would do, but its gradient does not sum over a mean that is broadcast.
  const scaled = tf.mul(tf.square(tf.sub(y, mean)), tf.exp(tf.neg(logScale)));
  return tf.mul(tf.sum(tf.add(tf.add(scaled, logScale), Math.log(2 * Math.PI)), -1), -0.5);
};

/** The logistic density, log f = −u − 2 softplus(−u) − log s with u = (y − mean) / s: `logScale` is log s. */
export const logisticLogDensity: LogDensity = (y, { mean, logScale }) => {
  const u = tf.mul(tf.sub(y, mean), tf.exp(tf.neg(logScale)));
  return tf.sum(tf.sub(tf.neg(u), tf.add(tf.mul(tf.softplus(tf.neg(u)), 2), logScale)), -1);
};

export interface LocationScaleShape extends ConditionalShape {
  readonly options: NetworkOptions & { readonly initialScale: number };
  /** The log variance or log scale lies within ± this, by tanh; 0 fixes it at 0. */
  readonly limit: number;
  readonly logDensity?: LogDensity;
}

/** q(y | x) of independent columns whose mean and log variance are two perceptrons of x. Gaussian unless said. */
export function createLocationScale(shape: LocationScaleShape): Conditional<LocationScale> {
  const { context, options, lead, limit, logDensity = gaussianLogDensity } = shape;
  const { x: formX, y: formY, random } = context;
  const widths = [widthOf(formX), ...options.hidden, widthOf(formY)];
  const { activation, initialScale } = options;
  const network = () => createMlp({ widths, activation, lead, random, initialScale });
  const location = network();
  const scale = limit > 0 ? network() : undefined;
  return {
    variables: [...location.variables, ...(scale?.variables ?? [])],
    parameters(x) {
      const rows = encode(formX, x);
      const mean = location.apply(rows);
      if (!scale) return { mean, logScale: tf.zerosLike(mean) };
      return { mean, logScale: tf.mul(tf.tanh(tf.div(scale.apply(rows), limit)), limit) };
    },
    logDensity: (parameters, y) => logDensity(y, parameters),
    logTable: (parameters, y) => gaussianTable(y, parameters),
  };
}

/** log N(yᵢ | xⱼ) by two matrix products: the exponent is a y² + b y + c with a, b, c of xⱼ alone. */
function gaussianTable(y: tf.Tensor, { mean, logScale }: LocationScale): tf.Tensor {
  const precision = tf.exp(tf.neg(logScale));
  const scaled = tf.mul(mean, precision);
  const own = tf.sum(tf.add(tf.add(tf.mul(mean, scaled), logScale), Math.log(2 * Math.PI)), -1);
  const square = tf.matMul(tf.square(y), precision, false, true);
  const linear = tf.mul(tf.matMul(y, scaled, false, true), 2);
  return tf.mul(tf.add(tf.sub(square, linear), tf.expandDims(own, own.rank - 1)), -0.5);
}
