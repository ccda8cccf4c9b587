import { normalTensor, Random, uniformTensor } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  createFlow,
  createParentEncoding,
  type Flow,
  flowCounterfactual,
  guidedVelocity,
  type ImageTable,
  presence,
  trainFlow,
} from '../../src/index.ts';
import { compiling, cpu } from '../backends.ts';

const encoding = createParentEncoding([
  { name: 'a', kind: 'categorical', labels: ['0', '1'] },
  { name: 'b', kind: 'continuous' },
]);
encoding.fit({ a: Float64Array.of(0, 1), b: Float64Array.of(-1, 1) });
const largest = (a: tf.Tensor, b: tf.Tensor) => tf.tidy(() => a.sub(b).abs().max().dataSync()[0]!);

describe('a field', () => {
  beforeAll(() => cpu.setup());
  const random = new Random(1);
  const make = () => {
    const flow = createFlow({ shape: [8, 8, 1], encoding, random, channels: [4, 6], embedding: 8 });
    for (const variable of Object.values(flow.variables))
      tf.tidy(() => variable.assign(variable.add(normalTensor(random, variable.shape).mul(0.1))));
    const x = normalTensor(random, [2, 8, 8, 1]) as tf.Tensor4D;
    const t = tf.tensor1d([0.3, 0.8]);
    const parents = tf.tensor2d([0, 1, 0.5, 1, 0, -0.2], [2, 3]);
    return { flow, x, t, parents };
  };

  test('one group with w = 1 is the conditional field, w = 0 the unconditional one, and w enters linearly', () => {
    const { flow, x, t, parents } = make();
    const guided = (...weights: [number, number]) =>
      guidedVelocity(flow, x, t, parents, [
        { names: ['a'], weight: weights[0] },
        { names: ['b'], weight: weights[1] },
      ]);
    const field = (names: string[]) => flow.velocity(x, t, parents, presence(flow, names, 2));
    const whole = guidedVelocity(flow, x, t, parents, [{ names: ['a', 'b'], weight: 1 }]);
    expect(largest(whole, field(['a', 'b']))).toBeLessThan(1e-5);
    expect(largest(guided(0, 0), field([]))).toBe(0);
    expect(largest(field(['a', 'b']), field([]))).toBeGreaterThan(1e-3);
    const [v00, v10, v01] = [guided(0, 0), guided(1, 0), guided(0, 1)];
    const combined = v00.add(v10.sub(v00).mul(2.5)).add(v01.sub(v00).mul(-0.7));
    expect(largest(guided(2.5, -0.7), combined)).toBeLessThan(1e-4);
  });

  test('left-out parents do not enter', () => {
    const { flow, x, t, parents } = make();
    const others = parents.add(tf.tensor2d([[0, 0, 3]])) as tf.Tensor2D;
    const given = presence(flow, ['a'], 2);
    expect(largest(flow.velocity(x, t, parents, given), flow.velocity(x, t, others, given))).toBe(0);
  });

  test('with its residual put back a null intervention is the identity', () => {
    const { flow, parents } = make();
    const x = uniformTensor(new Random(2), [2, 8, 8, 1]).sub(0.5) as tf.Tensor4D;
    expect(largest(flowCounterfactual(flow, x, parents, parents, { residual: 1 }), x)).toBeLessThan(1e-6);
  });
});

/** Between N(0, 1) and N(m(pa), 1) the optimal map is a shift, and its field the mean itself. */
test('Gaussians of equal covariance: x* = x + m(pa*) − m(pa), exact with one step', () => {
  const mean = (parents: tf.Tensor2D) => parents.sum(1).mul(0.1).reshape([parents.shape[0], 1, 1, 1]);
  const flow: Flow = {
    names: ['a', 'b'],
    variables: {},
    velocity: (x, _, parents) => mean(parents).add(tf.zerosLike(x)) as tf.Tensor4D,
  };
  const x = uniformTensor(new Random(3), [2, 4, 4, 1]).sub(0.5) as tf.Tensor4D;
  const [parents, changed] = [
    tf.tensor2d([
      [1, 0],
      [0, 2],
    ]),
    tf.tensor2d([
      [3, 1],
      [-1, 2],
    ]),
  ];
  for (const steps of [1, 3]) {
    const expected = x.add(mean(changed)).sub(mean(parents));
    expect(largest(flowCounterfactual(flow, x, parents, changed, { steps }), expected)).toBeLessThan(1e-6);
  }
});

test('a field learned from such images shifts them by the difference of the means', async () => {
  await compiling.setup();
  const random = new Random(4);
  const count = 512;
  const a = Float64Array.from({ length: count }, () => random.integer(2));
  const b = Float64Array.from({ length: count }, () => 2 * random.uniform() - 1);
  const images = Float32Array.from(
    { length: count * 64 },
    (_, at) => 0.4 + 0.2 * a[Math.floor(at / 64)]! + 0.05 * random.normal(),
  );
  const table: ImageTable = { shape: [8, 8, 1], images, attributes: { a, b } };
  const flow = createFlow({ shape: [8, 8, 1], encoding, random, channels: [8, 8], embedding: 16 });
  const training = trainFlow(
    { flow, table, encoding, backend: compiling, random },
    { updates: 100, learningRate: 1e-2, batchSize: 32 },
  );
  for (let i = 0; i < 100; i++) await training.update();
  training.dispose();
  const parents = encoding.encode({ a: a.slice(0, 32), b: b.slice(0, 32) });
  const changed = encoding.encode({ a: a.slice(0, 32).map((code) => 1 - code), b: b.slice(0, 32) });
  const move = compiling.compile((x: tf.Tensor, from: tf.Tensor, to: tf.Tensor) =>
    flowCounterfactual(flow, x as tf.Tensor4D, from as tf.Tensor2D, to as tf.Tensor2D, { steps: 2 }),
  );
  const x = tf.tensor4d(
    images.slice(0, 32 * 64).map((value) => 2 * value - 1) as Float32Array,
    [32, 8, 8, 1],
  );
  const moved = await move(x, tf.tensor2d(parents, [32, 3]), tf.tensor2d(changed, [32, 3]));
  const [before, after] = [await x.data(), await moved.data()];
  let shift = 0;
  for (let at = 0; at < before.length; at++)
    shift += ((after[at]! - before[at]!) * (1 - 2 * a[Math.floor(at / 64)]!)) / before.length;
  // The classes lie 0.2 apart on 0 to 1.
  expect(Math.abs(shift - 0.4)).toBeLessThan(0.1);
});
