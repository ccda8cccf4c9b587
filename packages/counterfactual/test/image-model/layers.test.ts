import { normalTensor, Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { expect, test } from 'vitest';
import { condition, conv, enlarge, unfold } from '../../src/image-model/layers.ts';
import { createParameters } from '../../src/image-model/parameters.ts';
import { cpu } from '../backends.ts';

await cpu.setup();
const random = new Random(1);

test('a 1 × 1 convolution of maps beside broadcast parents is one of the maps plus a bias per channel', () => {
  const p = createParameters(random);
  const maps = conv(p, 'maps', 3, 5);
  const parents = condition(p, 'parents', 4, 5);
  const h = normalTensor(random, [2, 6, 6, 3]) as tf.Tensor4D;
  const pa = normalTensor(random, [2, 4]) as tf.Tensor2D;
  const [a, b] = [p.variables['maps.weight']!, p.variables['parents.weight']!];
  const weight = tf.concat([a, b.reshape([1, 1, 4, 5])], 2) as tf.Tensor4D;
  const broadcast = pa.reshape([2, 1, 1, 4]).add(tf.zeros([2, 6, 6, 4]));
  const together = tf.conv2d(tf.concat([h, broadcast], 3) as tf.Tensor4D, weight, 1, 'same');
  expect(
    together
      .sub(maps(h).add(parents(pa)))
      .abs()
      .max()
      .dataSync()[0],
  ).toBeLessThan(1e-6);
});

test('an unfolded convolution starts without a checkerboard, and puts channels where pixels are', () => {
  const p = createParameters(random);
  const up = unfold(p, 'up', 2, 3);
  const x = normalTensor(random, [1, 4, 4, 2]) as tf.Tensor4D;
  const y = up(x);
  expect(y.shape).toEqual([1, 8, 8, 3]);
  // All four pixels of a block are equal: what a convolution and repeated pixels would give.
  const first = y.stridedSlice([0, 0, 0, 0], [1, 8, 8, 3], [1, 2, 2, 1]) as tf.Tensor4D;
  expect(y.sub(enlarge(first, 2)).abs().max().dataSync()[0]).toBe(0);
  // One channel of the convolution alone moves one pixel of each block.
  const weight = p.variables['up.weight']!;
  const bump = tf.oneHot(tf.tensor1d([3 * 3 + 1], 'int32'), 12).reshape([1, 1, 1, 12]);
  weight.assign(weight.add(bump));
  const moved = up(x).sub(y).abs().sum([0, 3]).greater(1e-3).arraySync() as number[][];
  expect(moved.every((row, i) => row.every((cell, j) => cell === Number(i % 2 === 1 && j % 2 === 1)))).toBe(
    true,
  );
});
