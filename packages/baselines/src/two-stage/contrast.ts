import * as tf from '@mimmx/core/tf';

const both = (a: tf.Tensor1D, b: tf.Tensor1D): tf.Tensor2D =>
  tf.cast(tf.equal(tf.expandDims(a, 1), tf.expandDims(b, 0)), 'float32') as tf.Tensor2D;

/**
 * Supervised contrast of correct-n-contrast over all pairs of a batch: an anchor is a row whose class a first network got
 * right; its positives have its class and another prediction, its negatives another class and its prediction.
 *
 * The loss of an anchor is the mean over its positives of −log(exp(s⁺/τ) / (Σ exp(s⁻/τ) + Σ exp(s⁺/τ))), s the cosine of two
 * rows' features. The mean over anchors that have a positive; 0 if there is none.
 *
 * @param features [batch, width]
 * @param y [batch] int32
 * @param predicted [batch] int32
 */
export function contrastLoss(
  features: tf.Tensor2D,
  y: tf.Tensor1D,
  predicted: tf.Tensor1D,
  temperature: number,
): tf.Scalar {
  const length = tf.sqrt(tf.add(tf.sum(tf.square(features), 1, true), 1e-12));
  const unit = tf.div(features, length) as tf.Tensor2D;
  const similarity = tf.div(tf.matMul(unit, unit, false, true), temperature);
  const [sameClass, samePrediction] = [both(y, y), both(predicted, predicted)];
  const positive = tf.mul(sameClass, tf.sub(1, samePrediction));
  const negative = tf.mul(tf.sub(1, sameClass), samePrediction);
  // Cosines over τ are at most 1/τ: taken off, no exponential is large.
  const shifted = tf.sub(similarity, 1 / temperature);
  const among = tf.sum(tf.mul(tf.exp(shifted), tf.add(positive, negative)), 1, true);
  const losses = tf.sub(tf.log(tf.add(among, 1e-12)), shifted);
  const positives = tf.sum(positive, 1);
  const ofAnchor = tf.div(tf.sum(tf.mul(losses, positive), 1), tf.maximum(positives, 1));
  const anchors = tf.mul(
    tf.cast(tf.equal(y, predicted), 'float32'),
    tf.cast(tf.greater(positives, 0), 'float32'),
  );
  return tf.div(tf.sum(tf.mul(ofAnchor, anchors)), tf.maximum(tf.sum(anchors), 1)) as tf.Scalar;
}

/** Weights under which every combination of class and prediction that occurs is drawn equally often, mean 1. */
export function cellWeights(y: Int32Array, predicted: Int32Array): Float32Array {
  const counts = new Map<string, number>();
  const cell = (i: number) => `${y[i]} ${predicted[i]}`;
  for (const i of y.keys()) counts.set(cell(i), (counts.get(cell(i)) ?? 0) + 1);
  return Float32Array.from(y, (_, i) => y.length / counts.size / counts.get(cell(i))!);
}
