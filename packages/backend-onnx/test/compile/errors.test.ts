import * as tf from '@mimmx/core/tf';
import { beforeAll, expect, test } from 'vitest';
import { compile, configure, deviceAvailable } from '../../src/index.ts';

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

test('a tensor of a type that no graph can hold is refused', async () => {
  await expect(compile((t: tf.Tensor) => t)(tf.tensor(['a']))).rejects.toThrow(/^E_DTYPE: .*string.*float32/);
  expect(() => tf.complex([1], [2])).toThrow(/^E_UNSUPPORTED_OP: Complex works on complex64.*two tensors/);
});

test('what has no ONNX operators is refused by name in a compiled function', async () => {
  await expect(compile((t: tf.Tensor) => tf.unique(t).values)(tf.tensor([1, 1]))).rejects.toThrow(
    /^E_UNSUPPORTED_OP: Unique has no ONNX operators.*call it outside/,
  );
});

test('another shape is traced anew; shapes that do not go together are refused', async () => {
  const weights = tf.ones([3, 2]) as tf.Tensor2D;
  const product = compile((x: tf.Tensor) => tf.matMul(x as tf.Tensor2D, weights));
  expect((await product(tf.ones([4, 3]))).shape).toEqual([4, 2]);
  expect((await product(tf.ones([5, 3]))).shape).toEqual([5, 2]);
  await expect(product(tf.ones([5, 4]))).rejects.toThrow(/^E_SHAPE: matMul of \[5,4\] and \[3,2\]/);
  await expect(compile((x: tf.Tensor) => x.add(weights))(tf.ones([4, 3]))).rejects.toThrow(/^E_SHAPE/);
});

test.each(['cuda', 'dml', 'coreml'] as const)('a provider that is missing is refused: %s', async (device) => {
  const answer = await deviceAvailable(device);
  if (answer === true) return;
  configure({ device });
  try {
    await expect(compile((x: tf.Tensor) => x.neg())(tf.ones([2]))).rejects.toThrow(`E_BACKEND: ${answer}`);
    await expect(tf.ones([3]).neg().data()).rejects.toThrow(`E_BACKEND: ${answer}`);
  } finally {
    configure({ device: 'cpu' });
  }
});

test('another backend is refused by name', async () => {
  await tf.setBackend('cpu');
  await expect(compile((t: tf.Tensor) => t.neg())(tf.scalar(1))).rejects.toThrow(/^E_BACKEND: .*"cpu"/);
  await tf.setBackend('onnx');
});
