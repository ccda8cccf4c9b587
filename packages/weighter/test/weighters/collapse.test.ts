import { Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { expect, test } from 'vitest';
import { attentionSum } from '../../src/index.ts';

// f_y = u·x / |u| with x = (c, z1, z2) independent standard normal: its correlation with a cause is that entry of
// u / |u|, and MI is −½ log(1 − ρ²) in closed form. y leans on c, more on z1, and a little on z2, so an encoder that
// only learns the task uses z1. The estimators are exact here: what differs is only who trains the attention.
const causes = tf.tensor1d([0.5, 0.7, 0.25]);
const strength = 3;
const rows = 128;

const information = (correlation: tf.Tensor): tf.Tensor =>
  tf.mul(-0.5, tf.log(tf.sub(1.0001, tf.square(correlation))));

/** Remaining MI of f_y with z1 and z2 and the last weights, after the encoder and its opponents have settled. */
function play(trainedBy: 'estimator' | 'encoder' | 'detached') {
  const random = new Random(4);
  const x = tf.tensor2d(
    Float32Array.from({ length: rows * 3 }, () => random.normal()),
    [rows, 3],
  );
  const confounders = [1, 2].map((k) => tf.slice2d(x, [0, k], [rows, 1]));
  const weighter = attentionSum.create(
    { confounders: 2, primaryWidth: 1, confounderWidths: [1, 1], random },
    { trainedBy, temperature: trainedBy === 'detached' ? 0.05 : 1, keyWidth: 4, floor: 0 },
  );
  const u = tf.tidy(() => tf.variable(tf.tensor1d([0.5, 0.5, 0.5])));
  const direction = () => tf.div(u, tf.norm(u)) as tf.Tensor1D;
  const mi = () => information(tf.slice1d(direction(), 1, 2)) as tf.Tensor1D;
  const attention = () => {
    const primary = tf.matMul(x, direction().expandDims(1) as tf.Tensor2D) as tf.Tensor2D;
    return weighter.weights(primary, confounders, mi());
  };
  const penalty = () => tf.sum(tf.mul(attention(), mi())) as tf.Scalar;
  const objective = () =>
    tf.sub(tf.mul(strength, penalty()), information(tf.sum(tf.mul(direction(), causes)))) as tf.Scalar;

  const descent = tf.train.sgd(0.1);
  const ascent = tf.train.sgd(1);
  const descending = weighter.player === 'encoder' ? [u, ...weighter.variables] : [u];
  for (let step = 0; step < 300; step++) {
    if (weighter.player === 'estimator')
      ascent.minimize(() => tf.neg(penalty()) as tf.Scalar, false, [...weighter.variables]);
    descent.minimize(objective, false, descending as tf.Variable[]);
  }
  const [mi1, mi2] = mi().dataSync();
  return { mi1: mi1!, mi2: mi2!, weight1: attention().dataSync()[0]! };
}

test('trained by the encoder, attention collapses on the confounder that tells least, and the shortcut stays', () => {
  const { mi1, mi2, weight1 } = play('encoder');
  expect(weight1).toBeLessThan(0.05);
  expect(mi2).toBeLessThan(0.05);
  expect(mi1).toBeGreaterThan(0.4);
});

test('trained by the estimator or detached, it follows the leak, and no shortcut stays', () => {
  for (const trainedBy of ['estimator', 'detached'] as const) {
    const { mi1, mi2 } = play(trainedBy);
    expect(mi1).toBeLessThan(0.1);
    expect(mi2).toBeLessThan(0.1);
  }
});
