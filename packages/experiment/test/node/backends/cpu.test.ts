import * as tf from '@mimmx/core/tf';
import { expect, test } from 'vitest';
import { cpuBackend } from '../../../src/node/backends/cpu.ts';

test('a compiled step trains, frees what it made, and gives what its parts say', async () => {
  const backend = cpuBackend.create({}, {});
  expect(await backend.available()).toBe(true);
  await backend.setup();
  expect(tf.getBackend()).toBe('cpu');

  const slope = tf.variable(tf.scalar(0));
  const optimiser = tf.train.sgd(0.5);
  const step = backend.compile((x: tf.Tensor1D, y: tf.Tensor1D) => {
    const { value, grads } = tf.variableGrads(() => tf.losses.meanSquaredError(y, x.mul(slope)), [slope]);
    optimiser.applyGradients(grads);
    return { loss: value };
  });
  const x = tf.tensor1d([-1, 0, 1]);
  const y = tf.tensor1d([-2, 0, 2]);
  const before = tf.memory().numTensors;
  // Loss mean(x²)(2 − s)² with mean(x²) = 2/3: each step multiplies the error 2 − s by 1 − 0.5 · 2 · 2/3 = 1/3.
  for (const error of [2, 2 / 3, 2 / 9]) {
    const { loss } = await step(x, y);
    expect(loss.dataSync()[0]).toBeCloseTo((2 / 3) * error ** 2, 5);
    loss.dispose();
  }
  expect(tf.memory().numTensors).toBe(before);
  tf.dispose([x, y, slope]);
});
