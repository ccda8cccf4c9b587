import * as tf from '@mimmx/core/tf';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { compile, configure } from '../../src/index.ts';

beforeAll(async () => {
  configure({ threads: 1 });
  await tf.setBackend('onnx');
});

afterEach(() => {
  configure({ checkNumbers: false });
  vi.restoreAllMocks();
});

const diverging = () => {
  const v = tf.tidy(() =>
    tf.variable(tf.tensor([1, 2]), true, `numbers/${Math.floor(performance.now() * 1e3)}`),
  );
  const step = compile((x: tf.Tensor) => {
    v.assign(v.sub(x) as tf.Tensor1D);
    return { size: v.abs().sum(), root: v.sqrt() };
  });
  return { v, step };
};

test('NaN goes through unless it is asked to be found', async () => {
  const { step } = diverging();
  const { root } = await step(tf.scalar(5));
  expect([...(await root.data())]).toEqual([Number.NaN, Number.NaN]);
});

test('the result and the variable that became NaN are named, and variables keep their values', async () => {
  configure({ checkNumbers: true });
  const { v, step } = diverging();
  await step(tf.scalar(0.5));
  await expect(step(tf.scalar(5))).rejects.toThrow(/^E_NAN: Result\.root became NaN.*learning rate/);
  expect([...(await v.data())]).toEqual([0.5, 1.5]);
  await expect(step(tf.scalar(Number.POSITIVE_INFINITY))).rejects.toThrow(/^E_NAN: Input 0 holds NaN/);
  const grow = compile(() => {
    v.assign(v.mul(1e30) as tf.Tensor1D);
    return [];
  });
  await grow();
  await expect(grow()).rejects.toThrow(`E_NAN: Variable "${v.name}" became NaN or Infinity`);
  v.assign(tf.tensor([Number.NaN, 1]));
  await expect(step(tf.scalar(1))).rejects.toThrow(`E_NAN: Variable "${v.name}" holds NaN`);
});

test("TensorFlow.js's debug mode turns the check on, and lazy code runs in it", async () => {
  const said = vi.spyOn(console, 'warn').mockImplementation(() => {});
  vi.spyOn(console, 'log').mockImplementation(() => {});
  const { step } = diverging();
  tf.enableDebugMode();
  try {
    await step(tf.scalar(0.5));
    await expect(step(tf.scalar(5))).rejects.toThrow(/^E_NAN: Result\.root/);
    const root = tf.sqrt(tf.tensor([-1]));
    expect((await root.data())[0]).toBeNaN();
    await vi.waitFor(() => expect(said).toHaveBeenCalledWith("Found NaN in the result of 'Sqrt'"));
  } finally {
    tf.env().set('DEBUG', false);
  }
});
