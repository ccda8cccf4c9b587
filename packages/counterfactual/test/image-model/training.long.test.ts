import { Random, restoreSnapshot, takeSnapshot, validate } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { beforeAll, describe, expect, test } from 'vitest';
import { createAverages } from '../../src/image-model/averages.ts';
import { stableStep } from '../../src/image-model/stable-step.ts';
import {
  createParentEncoding,
  type ImageTable,
  ladder,
  measureElbo,
  minibatches,
  trainImageModel,
  vae,
} from '../../src/index.ts';
import { compiling } from '../backends.ts';

beforeAll(() => compiling.setup());

/** Squares of 8 × 8 whose brightness is the attribute, at a random place. */
function squares(count: number, seed: number): ImageTable {
  const random = new Random(seed);
  const images = new Uint8Array(count * 64);
  const bright = Float64Array.from({ length: count }, (_, i) => {
    const value = random.uniform();
    const [top, left] = [random.integer(4), random.integer(4)];
    for (let r = 0; r < 4; r++)
      for (let c = 0; c < 4; c++) images[i * 64 + (top + r) * 8 + left + c] = Math.round(100 + 155 * value);
    return value;
  });
  return { shape: [8, 8, 1], images, attributes: { bright } };
}
const table = squares(256, 1);
const encoding = createParentEncoding([{ name: 'bright', kind: 'continuous' }]);
encoding.fit(table.attributes);

function makeTraining(seed: number, updates = 12) {
  const random = new Random(seed);
  const model = vae.create(
    { shape: [8, 8, 1], parents: 1, random },
    validate(vae.options, { channels: [8, 8], hidden: 16, latent: 4 }, 'vae'),
  );
  const training = trainImageModel(
    { model, table, encoding, backend: compiling, random },
    { updates, batchSize: 32 },
  );
  return { random, model, training };
}

test('a resumed training goes on to the bit, and each call has noise of its own', async () => {
  const first = makeTraining(3);
  const losses: number[] = [];
  for (let i = 0; i < 6; i++) losses.push((await first.training.update()).nll!);
  const saved = await takeSnapshot(first.training.variables);
  const state = first.random.state;
  for (let i = 0; i < 6; i++) losses.push((await first.training.update()).nll!);
  const end = await takeSnapshot(first.training.variables);

  const second = makeTraining(3);
  restoreSnapshot(second.training.variables, saved);
  second.random.state = state;
  const resumed: number[] = [];
  for (let i = 0; i < 6; i++) resumed.push((await second.training.update()).nll!);
  expect(resumed).toEqual(losses.slice(6));
  expect(await takeSnapshot(second.training.variables)).toEqual(end);

  // The same batch again, with the weights as they were, but new noise.
  restoreSnapshot(second.training.variables, saved);
  expect((await second.training.update()).nll).not.toBe(losses[6]);
  for (const { training } of [first, second]) training.dispose();
});

describe.each(['vae', 'ladder'] as const)('%s', (name) => {
  test('tens of updates lower the bound, without a collapsed level or a skipped step', async () => {
    const random = new Random(5);
    const options = { channels: [8, 8], hidden: 16, latent: 4 };
    const stages = [
      { size: 4, width: 8, blocks: 1, latent: 2 },
      { size: 1, width: 16, blocks: 1, latent: 4 },
    ];
    const context = { shape: [8, 8, 1] as const, parents: 1, random };
    const model =
      name === 'vae'
        ? vae.create(context, validate(vae.options, options, name))
        : ladder.create(context, validate(ladder.options, { stages, output: 4 }, name));
    const measure = () => measureElbo({ model, table, encoding, backend: compiling, random: new Random(6) });
    const before = await measure();
    const training = trainImageModel(
      { model, table, encoding, backend: compiling, random },
      { updates: 60, learningRate: 5e-3 },
    );
    let last: Readonly<Record<string, number>> = {};
    for (let i = 0; i < 60; i++) last = await training.update();
    const after = await measure();
    expect(after.nelbo).toBeLessThan(before.nelbo - 0.5);
    expect(last.skipped).toBe(0);
    expect(Object.keys(after.kl)).toEqual(model.levels);
    training.swapAverages();
    expect((await measure()).nelbo).toBeLessThan(before.nelbo - 0.2);
    training.dispose();
  });
});

test('a gradient that is not finite is no step; one of a thousand times the usual length is shortened', async () => {
  const w = tf.variable(tf.tensor1d([1, 1]));
  const step = stableStep({ variables: [w], learningRate: 0.1 });
  const apply = compiling.compile((g: tf.Tensor) => ({ ...step.apply([g]) }));
  const give = async (values: number[]) => {
    const report = await apply(tf.tensor1d(values));
    return (await report.skipped.data())[0];
  };
  for (let i = 0; i < 30; i++) await give([1, 0]);
  const before = await w.data();
  expect(await give([Number.NaN, 0])).toBe(1);
  const after = await w.data();
  // The moments still move it, as a zero gradient lets them.
  expect(Math.abs(after[0]! - before[0]!)).toBeLessThan(0.1);
  expect(after[1]).toBe(1);
  await give([0, 1e6]);
  const moments = await step.state['optimiser.0']!.data();
  expect(moments[1]).toBeLessThan(30);
  expect(moments[1]).toBeGreaterThan(3);
});

test('averages follow the weights, swap and swap back', async () => {
  const w = tf.variable(tf.scalar(0));
  const averages = createAverages({ w }, 0.9);
  const update = compiling.compile((value: tf.Tensor, n: tf.Tensor) => {
    w.assign(value as tf.Scalar);
    averages.update(n);
    return w.clone();
  });
  let expected = 0;
  for (let n = 0; n < 20; n++) {
    (await update(tf.scalar(n), tf.scalar(n))).dispose();
    const decay = Math.min(0.9, (1 + n) / (10 + n));
    expected = decay * expected + (1 - decay) * n;
  }
  averages.swap();
  expect((await w.data())[0]).toBeCloseTo(expected, 4);
  averages.swap();
  expect((await w.data())[0]).toBe(19);
});

test('an epoch holds every row once; weights draw rows as often as they say', () => {
  const next = minibatches(table, { batchSize: 32, random: new Random(7) });
  const epoch = Array.from({ length: 8 }, (_, step) => [...next(step).rows]).flat();
  expect([...epoch].sort((a, b) => a - b)).toEqual(Array.from({ length: 256 }, (_, i) => i));
  expect([...next(3).rows]).toEqual(epoch.slice(96, 128));
  const weights = new Float64Array(256).fill(0);
  weights.set([1, 3], 4);
  const drawn = minibatches(table, { batchSize: 4000, random: new Random(8), weights })(0).rows;
  expect([...new Set(drawn)].sort()).toEqual([4, 5]);
  expect(Math.abs(drawn.filter((row) => row === 5).length / 4000 - 0.75)).toBeLessThan(0.03);
});
