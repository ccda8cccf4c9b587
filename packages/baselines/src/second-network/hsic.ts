import * as tf from '@mimmx/core/tf';

/**
 * Unbiased estimate of the Hilbert–Schmidt independence criterion of two sets of features of the same rows (Song et al.,
 * JMLR 2012, equation 5), Gaussian kernels exp(−‖a − b‖² / 2σ²). A scalar around 0 for independent ones; it may be negative.
 *
 * @param x [batch, dx], batch ≥ 4
 * @param y [batch, dy]
 */
export function unbiasedHsic(x: tf.Tensor2D, y: tf.Tensor2D, sigma: number): tf.Scalar {
  const n = x.shape[0];
  const [k, l] = [offDiagonalKernel(x, sigma), offDiagonalKernel(y, sigma)];
  const product = tf.matMul(k, l);
  // The trace of KL, both symmetric, is the sum of their elements' products.
  const trace = tf.sum(tf.mul(k, l));
  const sums = tf.div(tf.mul(tf.sum(k), tf.sum(l)), (n - 1) * (n - 2));
  const cross = tf.mul(tf.sum(product), 2 / (n - 2));
  return tf.div(tf.sub(tf.add(trace, sums), cross), n * (n - 3)) as tf.Scalar;
}

/** Gaussian kernel of every two rows, 0 on the diagonal, [batch, batch]. */
function offDiagonalKernel(x: tf.Tensor2D, sigma: number): tf.Tensor2D {
  const squares = tf.sum(tf.square(x), 1, true) as tf.Tensor2D;
  const inner = tf.mul(tf.matMul(x, x, false, true), 2);
  const distances = tf.relu(tf.sub(tf.add(squares, tf.transpose(squares)), inner));
  const kernel = tf.exp(tf.mul(distances, -1 / (2 * sigma * sigma)));
  return tf.mul(kernel, tf.sub(1, tf.eye(x.shape[0]))) as tf.Tensor2D;
}
