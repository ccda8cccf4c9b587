import { normalTensor, Random } from '../tensor/index.ts';
import * as tf from '../tf/index.ts';

/** A Gaussian channel behind f_y: what it hides is hidden from every reader, whatever its kind. */
export interface Channel {
  /** Standard deviation of the noise, in units of a standardised feature's. */
  readonly sd: number;
  /**
   * f_y + sd·ε, [batch, width]. In training ε is drawn anew; in evaluation it is a function of the image by way of
   * everything that the encoder says of it, so that the same image always gives the same f_y, and asking twice
   * averages nothing away.
   *
   * @param encoded encoder output, [batch, slices], of which f_y is a part
   */
  apply(features: tf.Tensor2D, encoded: tf.Tensor2D, training: boolean): tf.Tensor2D;
}

/**
 * Sums are taken modulo this prime, which keeps every number below 2^24 and so exact in float32. As it leaves 2 when
 * divided by 3, cubes modulo it take every value once.
 */
const PRIME = 1019;
/** Steps per unit to which the encoder's output is rounded before it is hashed. */
const STEPS = 64;
const LARGEST = 256;

/**
 * The Gaussian channel f + σ·ε of the conditional entropy bottleneck (Fischer, 2020), on standardised features. By
 * the data processing inequality I(f_y; z | y) ≤ I(f_y; x | y), and with noise of known size the right side has an
 * upper bound in closed form (`rate.ts`).
 *
 * The noise of evaluation is a hash of the rounded encoder output (weighted sums modulo a prime, cubed, so that images
 * alike have noise unlike), made normal by Box and Muller's transform. It is fixed, not secret: who has the network's
 * weights can take it away again.
 *
 * @param random source of the noise in training
 * @param total columns of the encoder's output
 * @param width columns of f_y
 */
export function createChannel(total: number, width: number, sd: number, random: Random): Channel {
  // Constants of the hash: the same for every run, so that weights read from a file bring their noise along.
  const constants = new Random(total);
  const weights = Array.from(
    { length: total * 2 * width },
    () => constants.integer(2 * LARGEST + 1) - LARGEST,
  );
  return {
    sd,
    apply(features, encoded, training) {
      if (training) return tf.add(features, tf.mul(normalTensor(random, features.shape), sd));
      return tf.add(features, tf.mul(normalOf(encoded, weights, width), sd));
    },
  };
}

/** Standard normal numbers, [batch, width], the same for the same row of `encoded`. */
function normalOf(encoded: tf.Tensor2D, weights: readonly number[], width: number): tf.Tensor2D {
  const codes = tf.round(tf.mul(tf.clipByValue(encoded, -8, 8), STEPS)) as tf.Tensor2D;
  const sums = tf.matMul(codes, tf.tensor2d([...weights], [encoded.shape[1], 2 * width]));
  const first = remainder(sums);
  const cubes = remainder(tf.mul(remainder(tf.square(first)), first));
  const uniform = tf.div(tf.add(cubes, 0.5), PRIME);
  const [u, v] = [tf.slice(uniform, [0, 0], [-1, width]), tf.slice(uniform, [0, width], [-1, width])];
  return tf.mul(tf.sqrt(tf.mul(tf.log(u), -2)), tf.cos(tf.mul(v, 2 * Math.PI))) as tf.Tensor2D;
}

/** Like tf.mod, of which the sign is not the same on every backend. */
const remainder = (values: tf.Tensor): tf.Tensor =>
  tf.sub(values, tf.mul(tf.floor(tf.div(values, PRIME)), PRIME));
