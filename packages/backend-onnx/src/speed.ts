import * as tf from '@tensorflow/tfjs';
import { ENGINE_NAME, register } from './backend/register.ts';
import { compile } from './compile/index.ts';

/** A short measurement, for `mimmx doctor`. */
export interface SpeedReading {
  /** Billions of floating-point operations a second in a 512 × 512 matrix product. */
  readonly gflops: number;
  /** Milliseconds of one training step (forward, gradient, Adam) of a small convolutional network, batch 32. */
  readonly stepMs: number;
}

const BATCH = 32;
const SIDE = 28;

/** Median time of calls that follow each other for about `budgetMs`, after two that do not count. */
const medianTime = async (call: () => Promise<void>, budgetMs: number): Promise<number> => {
  for (let i = 0; i < 2; i++) await call();
  const times: number[] = [];
  const end = performance.now() + budgetMs;
  do {
    const start = performance.now();
    await call();
    times.push(performance.now() - start);
  } while (performance.now() < end);
  return times.sort((a, b) => a - b)[times.length >> 1] as number;
};

const values = (count: number): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => Math.sin(i * 0.7));

/**
 * Measures the backend as it is set up now, in a few seconds. The backend that was current is current again afterwards.
 *
 * @param budgetMs how long each of the two measurements goes on, in milliseconds
 */
export const speedReading = async (budgetMs = 2000): Promise<SpeedReading> => {
  const before = tf.getBackend();
  register();
  await tf.setBackend(ENGINE_NAME);
  const a = tf.tensor(values(512 * 512), [512, 512]);
  const product = compile((x: tf.Tensor) => tf.matMul(x as tf.Tensor2D, x as tf.Tensor2D).sum());
  const productMs = await medianTime(async () => {
    (await product(a)).dispose();
  }, budgetMs);

  const seeded = (seed: number) => ({ kernelInitializer: tf.initializers.heNormal({ seed }) });
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({
        inputShape: [SIDE, SIDE, 1],
        filters: 16,
        kernelSize: 3,
        activation: 'relu',
        ...seeded(1),
      }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.conv2d({ filters: 32, kernelSize: 3, activation: 'relu', ...seeded(2) }),
      tf.layers.globalAveragePooling2d({}),
      tf.layers.dense({ units: 2, ...seeded(3) }),
    ],
  });
  const optimizer = tf.train.adam(1e-3);
  const x = tf.tensor(values(BATCH * SIDE * SIDE), [BATCH, SIDE, SIDE, 1]);
  const y = tf.oneHot(
    tf.tensor1d(
      [...Array(BATCH).keys()].map((i) => i % 2),
      'int32',
    ),
    2,
  );
  const step = compile(
    (images: tf.Tensor, labels: tf.Tensor) =>
      optimizer.minimize(
        () =>
          tf.losses
            .softmaxCrossEntropy(labels, model.apply(images, { training: true }) as tf.Tensor)
            .asScalar(),
        true,
      ) as tf.Tensor,
  );
  const stepMs = await medianTime(async () => {
    (await step(x, y)).dispose();
  }, budgetMs);
  for (const item of [a, x, y, model, optimizer]) item.dispose();
  if (before && before !== ENGINE_NAME) await tf.setBackend(before);
  return { gflops: (2 * 512 ** 3) / productMs / 1e6, stepMs };
};
