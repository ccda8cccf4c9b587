import * as tf from '@mimmx/core/tf';
import { beforeAll, expect, test } from 'vitest';
import { compile, configure } from '../../src/index.ts';

beforeAll(async () => {
  configure({ threads: 1 });
  await tf.setBackend('onnx');
});

const numbers = async (tensor: tf.Tensor) => [...(await tensor.data())];

test('assignments last from call to call, and a clone keeps the old value', async () => {
  const counter = tf.variable(tf.tensor([0, 0]));
  const count = compile((x: tf.Tensor) => {
    counter.assign(counter.add(x) as tf.Tensor1D);
    return counter.mul(2);
  });
  const one = tf.scalar(1);
  const kept: tf.Tensor[] = [];
  for (let call = 1; call <= 5; call++) {
    expect(await numbers(await count(one))).toEqual([2 * call, 2 * call]);
    kept.push(counter.clone());
  }
  for (const [i, copy] of kept.entries()) expect(await numbers(copy)).toEqual([i + 1, i + 1]);
});

test('arrays read from a variable do not change when it is trained further', async () => {
  const v = tf.variable(tf.tensor([1]));
  const grow = compile(() => {
    v.assign(v.add(1) as tf.Tensor1D);
    return [];
  });
  await grow();
  const before = await v.data();
  await grow();
  await grow();
  await grow();
  expect(before[0]).toBe(2);
  expect((await v.data())[0]).toBe(5);
});

test('a tensor that waits for a variable sees the value from before the next step', async () => {
  const v = tf.variable(tf.tensor([1]));
  const grow = compile(() => {
    v.assign(v.add(1) as tf.Tensor1D);
    return [];
  });
  await grow();
  const waiting = v.mul(10);
  await grow();
  await grow();
  await grow();
  expect(await numbers(waiting)).toEqual([20]);
});

test('variables may be set from outside between calls', async () => {
  const v = tf.variable(tf.tensor([1, 2]));
  const double = compile(() => {
    v.assign(v.mul(2) as tf.Tensor1D);
    return v.sum();
  });
  expect(await numbers(await double())).toEqual([6]);
  v.assign(tf.tensor([10, 20]));
  expect(await numbers(await double())).toEqual([60]);
});

test('two functions that share variables run in the order they were called', async () => {
  const v = tf.variable(tf.scalar(1));
  const add = compile((x: tf.Tensor) => {
    v.assign(v.add(x));
    return v.mul(1);
  });
  const times = compile((x: tf.Tensor) => {
    v.assign(v.mul(x));
    return v.mul(1);
  });
  const three = tf.scalar(3);
  const results = await Promise.all([add(three), times(three), add(three), times(three)]);
  expect(await Promise.all(results.map(async (r) => (await r.data())[0]))).toEqual([4, 12, 15, 45]);
});

test('no tensor is left behind', async () => {
  const v = tf.variable(tf.ones([3]));
  const step = compile((x: tf.Tensor) => {
    const { value, grads } = tf.variableGrads(() => v.mul(x).square().sum() as tf.Scalar, [v]);
    v.assign(v.sub((grads[v.name] as tf.Tensor).mul(0.01)) as tf.Tensor1D);
    return value;
  });
  const x = tf.scalar(2);
  (await step(x)).dispose();
  const { numTensors, numBytes } = tf.memory();
  for (let call = 0; call < 20; call++) (await step(x)).dispose();
  expect(tf.memory().numTensors).toBe(numTensors);
  expect(tf.memory().numBytes).toBe(numBytes);
});
