import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { compile, configure } from '../../src/index.ts';

beforeAll(async () => {
  configure({ threads: 1 });
  await tf.setBackend('onnx');
});

test.each([
  ['dataSync', (x: tf.Tensor) => x.add(x.dataSync()[0] as number)],
  ['an assigned variable', (x: tf.Tensor) => x.add(weight().dataSync()[0] as number)],
])('reading %s while tracing is refused', async (_, fn) => {
  await expect(compile(fn)(tf.scalar(1))).rejects.toThrow(/^E_VALUE_READ_IN_TRACE: .*outside\.$/);
});

let shared: tf.Variable | null = null;
const weight = () => {
  shared ??= tf.tidy(() => tf.variable(tf.ones([2])));
  return shared;
};

test('disposing of an outer tensor while tracing is refused, and it stays usable', async () => {
  const outer = tf.tensor([1, 2]);
  const bad = compile((x: tf.Tensor) => {
    outer.dispose();
    return x.neg();
  });
  await expect(bad(tf.scalar(1))).rejects.toThrow(/^E_DISPOSE_IN_TRACE/);
});

test('a failed trace gives variables their values back', async () => {
  const v = tf.variable(tf.tensor([3, 4]));
  const bad = compile((x: tf.Tensor) => {
    v.assign(v.add(x));
    throw new Error('broken');
  });
  await expect(bad(tf.scalar(1))).rejects.toThrow('broken');
  expect([...(await v.data())]).toEqual([3, 4]);
});

test('a captured tensor that is gone by the next call is refused', async () => {
  const big = tf.ones([8192]);
  const fn = compile((x: tf.Tensor) => x.add(big));
  (await fn(tf.scalar(1))).dispose();
  big.dispose();
  await expect(fn(tf.scalar(1))).rejects.toThrow(/^E_CAPTURED_DISPOSED: .*pass it as an input/);
});

test('dataSync of something not computed names the way out', async () => {
  const sum = tf.tensor([1, 2]).add(1);
  expect(() => sum.dataSync()).toThrow(/^E_SYNC_READ: .*await tensor\.data\(\)/);
  await sum.data();
  expect([...sum.dataSync()]).toEqual([2, 3]);
});

test('a disposed input is refused', async () => {
  const x = tf.scalar(1);
  x.dispose();
  await expect(compile((t: tf.Tensor) => t.neg())(x)).rejects.toThrow(/^E_DISPOSED/);
});

test('another backend is refused by name', async () => {
  await tf.setBackend('cpu');
  await expect(compile((t: tf.Tensor) => t.neg())(tf.scalar(1))).rejects.toThrow(/^E_BACKEND: .*"cpu"/);
  await tf.setBackend('onnx');
});
