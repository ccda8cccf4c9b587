import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as tf from '@mimmx/core/tf';
import { beforeAll, expect, test } from 'vitest';
import { compile, configure, openSessions, releaseSessions } from '../../src/index.ts';

// What the collector has not got to yet is no leak, so it is asked to run before memory is read; it frees arrays in the
// background, of which it tells when it runs again.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const heldBytes = async (): Promise<number> => {
  collect();
  await new Promise((resolve) => setTimeout(resolve, 50));
  collect();
  return process.memoryUsage().arrayBuffers;
};

beforeAll(async () => {
  configure({ threads: 1 });
  await tf.setBackend('onnx');
});

test('the sessions of lazy graphs are bounded when shapes vary', async () => {
  for (let n = 1; n <= 200; n++) {
    const y = tf.tidy(() => tf.ones([n]).mul(2));
    await y.data();
    y.dispose();
  }
  expect(openSessions()).toBeLessThanOrEqual(128);
  await releaseSessions();
  expect(openSessions()).toBe(0);
});

test('a compiled function called with many shapes gives right answers and leaves no tensor', async () => {
  const double = compile((x: tf.Tensor) => x.mul(2));
  const before = tf.memory().numTensors;
  for (let n = 1; n <= 30; n++) {
    const x = tf.ones([n]);
    const y = await double(x);
    expect((await y.data()).length).toBe(n);
    tf.dispose([x, y]);
  }
  expect(tf.memory().numTensors).toBe(before);
});

test('memory stays flat over many steps', async () => {
  const weights = tf.variable(tf.ones([64, 64]));
  const optimiser = tf.train.adam(1e-3);
  const step = compile(
    (x: tf.Tensor) =>
      optimiser.minimize(
        () =>
          tf
            .matMul(x as tf.Tensor2D, weights as unknown as tf.Tensor2D)
            .square()
            .mean() as tf.Scalar,
        true,
      ) as tf.Scalar,
  );
  const x = tf.ones([32, 64]);
  const run = async (count: number) => {
    for (let i = 0; i < count; i++) (await step(x)).dispose();
  };
  await run(500);
  const { numTensors, numBytes } = tf.memory();
  const before = await heldBytes();
  await run(2000);
  expect(tf.memory().numTensors).toBe(numTensors);
  expect(tf.memory().numBytes).toBe(numBytes);
  expect((await heldBytes()) - before).toBeLessThan(1e6);
});
