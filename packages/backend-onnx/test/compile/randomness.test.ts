import { normalTensor, permutationTensor, Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { beforeAll, expect, test } from 'vitest';
import { compile, configure } from '../../src/index.ts';

beforeAll(async () => {
  configure({ threads: 1 });
  await tf.setBackend('onnx');
});

const numbers = async (tensor: tf.Tensor) => [...(await tensor.data())];

test('Random draws in a compiled function what it draws outside', async () => {
  const inside = new Random(5);
  const outside = new Random(5);
  const draw = compile((x: tf.Tensor) => ({
    noise: x.add(normalTensor(inside, [4])),
    order: tf.gather(x, permutationTensor(inside, 4)),
  }));
  const x = tf.tensor([1, 2, 3, 4]);
  for (let call = 0; call < 3; call++) {
    const { noise, order } = await draw(x);
    expect(await numbers(noise)).toEqual(await numbers(x.add(normalTensor(outside, [4]))));
    expect(await numbers(order)).toEqual(await numbers(tf.gather(x, permutationTensor(outside, 4))));
  }
});

test('a draw whose result is not used still advances the stream', async () => {
  const inside = new Random(9);
  const outside = new Random(9);
  const draw = compile((x: tf.Tensor) => {
    normalTensor(inside, [3]);
    return x.add(normalTensor(inside, [2]));
  });
  const x = tf.zeros([2]);
  normalTensor(outside, [3]);
  expect(await numbers(await draw(x))).toEqual(await numbers(normalTensor(outside, [2])));
});

test.each([
  ['tf.randomUniform', (x: tf.Tensor) => x.add(tf.randomUniform([4]))],
  ['tf.dropout', (x: tf.Tensor) => tf.dropout(x, 0.5)],
  [
    'tf.util.shuffle',
    (x: tf.Tensor) => {
      const order = [...Array(100).keys()];
      tf.util.shuffle(order);
      return x.add(tf.sum(tf.tensor(order.slice(0, 50))));
    },
  ],
])('%s is refused rather than frozen', async (_, fn) => {
  await expect(compile(fn)(tf.tensor([1, 2, 3, 4]))).rejects.toThrow(/E_RANDOM_IN_TRACE.*Random/);
});
