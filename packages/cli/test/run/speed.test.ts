import { backend } from '@mimmx/backend-onnx';
import * as tf from '@mimmx/core/tf';
import { expect, test } from 'vitest';
import { trainingSpeed } from '../../src/run/speed.ts';

test('reads a speed and leaves nothing behind', async () => {
  const onnx = backend.create({}, { device: 'cpu', threads: 1 });
  await onnx.setup();
  const before = tf.memory().numTensors;
  expect(await trainingSpeed(onnx, 0.05)).toBeGreaterThan(0);
  expect(tf.memory().numTensors).toBe(before);
});
