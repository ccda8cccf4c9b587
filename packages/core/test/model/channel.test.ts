import { beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../src/index.ts';
import { createChannel } from '../../src/model/channel.ts';
import { normalTensor } from '../../src/tensor/index.ts';
import * as tf from '../../src/tf/index.ts';
import { cpu } from '../toy.ts';

beforeAll(() => cpu.setup());

const ROWS = 4000;
const TOTAL = 10;
const WIDTH = 4;
const make = () => createChannel(TOTAL, WIDTH, 0.5, new Random(1));
const zeros = tf.zeros([ROWS, WIDTH]) as tf.Tensor2D;
const encoded = (seed: number, sd = 1) =>
  tf.mul(normalTensor(new Random(seed), [ROWS, TOTAL]), sd) as tf.Tensor2D;

/** Largest distance of the columns' second moments from the ones of independent noise of that deviation. */
async function distance(noise: tf.Tensor2D, sd: number): Promise<number> {
  const moments = tf.div(tf.matMul(noise, noise, true), ROWS * sd ** 2);
  return (await tf.max(tf.abs(tf.sub(moments, tf.eye(WIDTH)))).data())[0]!;
}

describe('the channel', () => {
  it.each([1, 0.2])('adds normal, independent noise in evaluation (features of deviation %f)', async (sd) => {
    const noise = make().apply(zeros, encoded(2, sd), false);
    expect(await distance(noise, 0.5)).toBeLessThan(0.1);
    const [fourth] = await tf.mean(tf.pow(tf.div(noise, 0.5), 4)).data();
    expect(fourth).toBeGreaterThan(2.7);
    expect(fourth).toBeLessThan(3.3);
  });

  it('gives an image the same f_y whenever it is asked, alone or among others', async () => {
    const all = encoded(3);
    const [first, again] = [make().apply(zeros, all, false), make().apply(zeros, all, false)];
    expect(await again.data()).toEqual(await first.data());
    const alone = make().apply(zeros.slice([7, 0], [1, WIDTH]), all.slice([7, 0], [1, TOTAL]), false);
    expect(await alone.data()).toEqual(await first.slice([7, 0], [1, WIDTH]).data());
  });

  it('gives images that differ in any one feature noise that has nothing in common', async () => {
    const near = tf.add(encoded(4), tf.oneHot(tf.tensor1d([0], 'int32'), TOTAL).mul(0.05)) as tf.Tensor2D;
    const [one, other] = [make().apply(zeros, encoded(4), false), make().apply(zeros, near, false)];
    const [shared] = await tf.mean(tf.mul(one, other)).data();
    expect(Math.abs(shared! / 0.25)).toBeLessThan(0.05);
  });

  it('adds fresh noise in training', async () => {
    const channel = make();
    const [first, second] = [1, 2].map(() => channel.apply(zeros, encoded(5), true));
    expect(await distance(first!, 0.5)).toBeLessThan(0.1);
    const [shared] = await tf.mean(tf.mul(first!, second!)).data();
    expect(Math.abs(shared! / 0.25)).toBeLessThan(0.05);
  });
});
