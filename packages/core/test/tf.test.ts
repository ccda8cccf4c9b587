import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import * as tf from '../src/tf/index.ts';

test('tensors have their operations as methods, which give what the functions give', async () => {
  const x = tf.tensor2d([1, -2, 3, 4], [2, 2]);
  const pairs: [tf.Tensor, tf.Tensor][] = [
    [x.add(1).mul(x).relu(), tf.relu(tf.mul(tf.add(x, 1), x))],
    [x.concat(x, 1), tf.concat([x, x], 1)],
    [x.stack([x, x]), tf.stack([x, x, x])],
    [x.where(x.greater(0), tf.zerosLike(x)), tf.relu(x)],
    [x.toInt().toFloat().asType('int32'), tf.cast(x, 'int32')],
    [x.as1D().reshapeAs(x).flatten().as2D(4, 1), tf.reshape(x, [4, 1])],
    [x.sum().asScalar(), tf.scalar(6)],
    [x.as4D(1, 2, 2, 1).avgPool(2, 1, 'valid'), tf.tensor4d([1.5], [1, 1, 1, 1])],
  ];
  for (const [own, wanted] of pairs) {
    expect(own.shape).toEqual(wanted.shape);
    expect([...(await own.data())]).toEqual([...(await wanted.data())]);
  }
});

test('gradients, layers and the version are there', async () => {
  const slope = tf.grad((v) => tf.sum(tf.mul(v, tf.sin(v))))(tf.scalar(2));
  expect((await slope.data())[0]).toBeCloseTo(Math.sin(2) + 2 * Math.cos(2), 5);
  expect(tf.layers.dense({ units: 1 }).getClassName()).toBe('Dense');
  expect(tf.version.tfjs).toMatch(/^4\./);
});

test('a disposed tensor refuses its methods', () => {
  const x = tf.scalar(1);
  x.dispose();
  expect(() => x.add(1)).toThrow(/disposed/);
});

test('the first tensor of a program brings no advertisement', () => {
  const entry = fileURLToPath(new URL('../src/tf/index.ts', import.meta.url));
  const program = `import * as tf from ${JSON.stringify(entry)}; console.log(tf.ones([2]).sum().dataSync()[0]);`;
  const node = fileURLToPath(new URL('../../../node_modules/.bin/node', import.meta.url));
  const { stdout, stderr } = spawnSync(node, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  expect({ stdout, stderr }).toEqual({ stdout: '2\n', stderr: '' });
});
