import * as tf from '@mimmx/core/tf';
import { afterAll, expect, test } from 'vitest';
import { compile, configure, releaseSessions } from '../../src/index.ts';

configure({ threads: 1 });
afterAll(releaseSessions);

const pixels = Float32Array.from({ length: 8 * 256 }, (_, i) => Math.sin(i * i * 0.37));
const classes = Int32Array.from({ length: 8 }, (_, i) => i % 3);
const seeded = (seed: number) => tf.initializers.glorotUniform({ seed });

const network = () =>
  tf.sequential({
    layers: [
      tf.layers.conv2d({
        inputShape: [16, 16, 1],
        filters: 8,
        kernelSize: 3,
        padding: 'same',
        // Batch norm cancels a bias: its gradient is rounding noise, which Adam would scale up.
        useBias: false,
        kernelInitializer: seeded(1),
      }),
      tf.layers.batchNormalization(),
      tf.layers.reLU(),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.conv2d({
        filters: 16,
        kernelSize: 3,
        strides: 2,
        padding: 'same',
        activation: 'relu',
        kernelInitializer: seeded(2),
      }),
      tf.layers.globalAveragePooling2d({}),
      tf.layers.dense({ units: 3, kernelInitializer: seeded(3) }),
    ],
  });

type Step = (x: tf.Tensor, y: tf.Tensor) => tf.Tensor;

const train = async (
  engine: string,
  optimiser: tf.Optimizer,
  prepare: (step: Step) => (x: tf.Tensor, y: tf.Tensor) => Promise<tf.Tensor>,
  steps: number,
) => {
  await tf.setBackend(engine);
  const model = network();
  const x = tf.tensor(pixels, [8, 16, 16, 1]);
  const y = tf.tensor(classes, [8], 'int32');
  const step = prepare(
    (images, labels) =>
      optimiser.minimize(() => {
        const logits = model.apply(images, { training: true }) as tf.Tensor;
        return tf.losses.softmaxCrossEntropy(tf.oneHot(labels as tf.Tensor1D, 3), logits).asScalar();
      }, true) as tf.Tensor,
  );
  const losses: number[] = [];
  for (let i = 0; i < steps; i++) {
    const loss = await step(x, y);
    losses.push((await loss.data())[0] as number);
    loss.dispose();
  }
  const weights = await Promise.all(model.getWeights().map((w) => w.data()));
  return { losses, weights: weights.flatMap((w) => [...w]) };
};

const close = (a: readonly number[], b: readonly number[], tolerance: number) => {
  expect(a.length).toBe(b.length);
  for (const [i, value] of a.entries()) expect(Math.abs(value - (b[i] as number))).toBeLessThan(tolerance);
};

const plainly = (step: Step) => async (x: tf.Tensor, y: tf.Tensor) => tf.tidy(() => step(x, y));

test.each([
  ['adam', 20, () => tf.train.adam(0.01)],
  ['sgd', 6, () => tf.train.sgd(0.1)],
  ['momentum', 6, () => tf.train.momentum(0.05, 0.9)],
  ['rmsprop', 6, () => tf.train.rmsprop(0.005)],
] as const)(
  'a convolutional network trains as on cpu with %s, for %i steps, compiled and not',
  async (...row) => {
    const [, steps, optimiser] = row;
    const wanted = await train('cpu', optimiser(), plainly, steps);
    const compiled = await train('onnx', optimiser(), (step) => compile(step), steps);
    const lazy = await train('onnx', optimiser(), plainly, steps);
    close(compiled.losses, wanted.losses, 1e-4);
    close(lazy.losses, wanted.losses, 1e-4);
    close(compiled.weights, wanted.weights, 2e-3);
  },
);
