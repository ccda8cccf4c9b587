import { adam, normalTensor, permutationTensor, Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { afterEach, beforeAll, expect, test } from 'vitest';
import type { StepCase } from '../../bench/cases/case.ts';
import { cases } from '../../bench/cases/index.ts';
import { compile, configure } from '../../src/index.ts';

beforeAll(async () => {
  configure({ threads: 1 });
  await tf.setBackend('onnx');
});
afterEach(() => configure({ checkNumbers: false }));

const numbers = async (tensor: tf.Tensor) => [...(await tensor.data())];

/** A small training with noise and a permutation, whose batches differ from step to step. */
const training = () => {
  const random = new Random(3);
  const weights = tf.variable(normalTensor(random, [5, 2]));
  const fixed = tf.variable(normalTensor(random, [2]));
  const steps = tf.variable(tf.scalar(0, 'int32'));
  const last = tf.variable(tf.zeros([4]));
  const outer = normalTensor(random, [70, 70]);
  const optimiser = adam({ variables: [weights], learningRate: 0.05, cosineOver: 20 });
  const step = compile((x: tf.Tensor) => {
    // Drawn, though no result depends on it.
    normalTensor(random, [3]);
    steps.assign(steps.add(tf.scalar(1, 'int32')));
    const noisy = tf.gather(x.add(normalTensor(random, [4, 5]).mul(0.1)), permutationTensor(random, 4));
    // Assigned, and never read.
    last.assign(noisy.sum(1));
    const loss = optimiser.minimize(() =>
      tf
        .matMul(noisy as tf.Tensor2D, weights as unknown as tf.Tensor2D)
        .sub(fixed)
        .square()
        .mean()
        .add(outer.mean())
        .asScalar(),
    );
    return { loss, rows: noisy };
  });
  const data = new Random(8);
  const batches = Array.from({ length: 7 }, () => normalTensor(data, [4, 5]));
  const read = () =>
    Promise.all([weights, steps, last, ...optimiser.state].map((variable) => numbers(variable)));
  return { step, batches, read, random };
};

const several = async (sizes: readonly number[]) => {
  const { step, batches, read, random } = training();
  const found: number[][] = [];
  let from = 0;
  for (const size of sizes) {
    const calls = batches.slice(from, from + size).map((x) => [x] as [tf.Tensor]);
    from += size;
    const results = size > 0 ? await step.series?.(calls) : [await step(batches[from++] as tf.Tensor)];
    for (const { loss, rows } of results ?? []) found.push(await numbers(loss), await numbers(rows));
  }
  return { found, variables: await read(), state: random.state };
};

test('calls in a series have the bits of calls one after another, however they are grouped', async () => {
  const single = await several([0, 0, 0, 0, 0, 0, 0]);
  expect(single.found.length).toBe(14);
  expect(await several([7])).toEqual(single);
  expect(await several([1, 3, 0, 2])).toEqual(single);
});

test.each(['mine', 'club'])('a whole step of the bench has equal bits in a series: %s', async (name) => {
  const losses = async (size: number) => {
    const { step, inputs } = (cases[name] as () => StepCase)();
    const compiled = compile(step);
    const list: number[] = [];
    for (let from = 0; from < 6; from += size) {
      const results =
        size > 1
          ? await compiled.series?.(Array.from({ length: size }, () => inputs))
          : [await compiled(...inputs)];
      for (const loss of results ?? []) list.push(...(await numbers(loss)));
    }
    return list;
  };
  const single = await losses(1);
  expect(new Set(single).size).toBe(6);
  expect(await losses(3)).toEqual(single);
});

test('a series without inputs, and one whose shapes change', async () => {
  const count = tf.variable(tf.scalar(0));
  const next = compile(() => {
    count.assign(count.add(1));
    return count.mul(2);
  });
  const read = async (results: readonly tf.Tensor[] | undefined) =>
    (await Promise.all((results ?? []).map(numbers))).flat();
  expect(await read(await next.series?.([[], [], []]))).toEqual([2, 4, 6]);
  expect(await read([await next()])).toEqual([8]);
  const total = tf.variable(tf.scalar(0));
  const sum = compile((x: tf.Tensor) => {
    total.assign(total.add(x.sum()));
    return total.add(0);
  });
  const rows = [1, 1, 2, 1].map((n) => [tf.ones([n])] as [tf.Tensor]);
  expect(await read(await sum.series?.(rows))).toEqual([1, 2, 4, 5]);
  expect(await sum.series?.([])).toEqual([]);
});

test('where numbers are checked, calls go one by one and variables keep what was good', async () => {
  configure({ checkNumbers: true });
  const v = tf.variable(tf.scalar(1));
  const step = compile((x: tf.Tensor) => {
    v.assign(v.add(tf.log(x.asScalar())));
    return v.mul(1);
  });
  const calls = [1, -1, 1].map((n) => [tf.tensor1d([n])] as [tf.Tensor]);
  await expect(step.series?.(calls)).rejects.toThrow(/E_NAN/);
  expect(await numbers(v)).toEqual([1]);
});

test('a series needs its inputs alive', async () => {
  const twice = compile((x: tf.Tensor) => x.mul(2));
  const x = tf.ones([2]);
  x.dispose();
  await expect(twice.series?.([[tf.ones([2])], [x]])).rejects.toThrow(/E_DISPOSED/);
});
