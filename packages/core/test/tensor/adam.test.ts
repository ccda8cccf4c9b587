import { beforeAll, describe, expect, it } from 'vitest';
import { adam } from '../../src/index.ts';
import * as tf from '../../src/tf/index.ts';
import { cpu } from '../toy.ts';

beforeAll(() => cpu.setup());

describe('adam', () => {
  const start = () =>
    [
      tf.variable(
        tf.tensor2d([
          [1, -2],
          [0.5, 3],
        ]),
      ),
      tf.variable(tf.tensor1d([0.1, -0.7])),
    ] as const;
  const lossOf = (a: tf.Variable, b: tf.Variable) => () =>
    tf.sum(tf.square(tf.add(tf.matMul(a as tf.Tensor2D, tf.tensor2d([[1], [2]])).flatten(), b))) as tf.Scalar;

  it('does what tf.train.adam does', async () => {
    const [a, b] = start();
    const [c, d] = start();
    const ours = adam({ variables: [a, b], learningRate: 0.05 });
    const theirs = tf.train.adam(0.05);
    for (let i = 0; i < 25; i++) {
      ours.minimize(lossOf(a, b));
      theirs.minimize(lossOf(c, d), false, [c, d]);
    }
    for (const [x, y] of [
      [a, c],
      [b, d],
    ] as const) {
      const [xs, ys] = [await x.data(), await y.data()];
      for (const [i, value] of xs.entries()) expect(value).toBeCloseTo(ys[i]!, 4);
    }
  });

  it('treats a large variable, whose moments lie apart, as a small one', async () => {
    const large = tf.variable(tf.ones([300, 300]));
    const [small, other] = [tf.variable(tf.ones([3])), tf.variable(tf.ones([2]))];
    const ours = adam({
      variables: [small, large, other],
      learningRate: 0.05,
      weightDecay: 0.1,
      clipNorm: 5,
    });
    expect(ours.state.slice(0, 4).map(({ size }) => size)).toEqual([5, 90_000, 5, 90_000]);
    for (let i = 0; i < 4; i++) ours.apply([tf.fill([3], 0.5), tf.fill([300, 300], 0.5), tf.fill([2], 0.5)]);
    const [expected = 0] = await small.data();
    expect(expected).toBeLessThan(0.9);
    expect(tf.tidy(() => tf.max(tf.abs(large.sub(expected)))).dataSync()[0]).toBe(0);
    expect((await other.data())[1]).toBe(expected);
  });

  it('decays weights apart from the gradient', async () => {
    const w = tf.variable(tf.tensor1d([2]));
    const optimiser = adam({ variables: [w], learningRate: 0.1, weightDecay: 0.5 });
    optimiser.apply([tf.zeros([1])]);
    expect((await w.data())[0]).toBeCloseTo(2 * (1 - 0.1 * 0.5), 6);
  });

  it('lets the learning rate fall along half a cosine, and no further than zero', async () => {
    const w = tf.variable(tf.tensor1d([0]));
    const optimiser = adam({ variables: [w], learningRate: 0.1, cosineOver: 4 });
    const moves: number[] = [];
    for (let i = 0, before = 0; i < 6; i++) {
      // With a constant gradient every step of Adam is as long as the learning rate.
      optimiser.apply([tf.ones([1])]);
      const [after = 0] = await w.data();
      moves.push(before - after);
      before = after;
    }
    const expected = [0, 1, 2, 3, 4, 4].map((k) => 0.05 * (1 + Math.cos((Math.PI * k) / 4)));
    for (const [i, move] of moves.entries()) expect(move).toBeCloseTo(expected[i]!, 5);
  });

  it('clips the global norm', async () => {
    const w = tf.variable(tf.tensor1d([0, 0]));
    const optimiser = adam({ variables: [w], learningRate: 1, clipNorm: 1 });
    optimiser.apply([tf.tensor1d([30, 40])]);
    // The first moment, kept as a sum, is the clipped gradient (0.6, 0.8).
    const first = await optimiser.state[0]!.data();
    expect(first[0]).toBeCloseTo(0.6, 5);
    expect(first[1]).toBeCloseTo(0.8, 5);
  });

  it('refuses to train nothing', () => {
    expect(() => adam({ variables: [], learningRate: 1 })).toThrow(/^E_OPTION/);
  });
});
