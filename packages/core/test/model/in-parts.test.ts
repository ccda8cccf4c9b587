import { beforeAll, describe, expect, test } from 'vitest';
import { createNetwork, type Network, normalTensor, Random } from '../../src/index.ts';
import * as tf from '../../src/tf/index.ts';
import { cpu } from '../toy.ts';

beforeAll(() => cpu.setup());

const task = { y: { kind: 'categorical', name: 'y', classes: 2, labels: ['0', '1'] }, z: [] } as never;

const encoder =
  (norm: 'batch' | 'none', more: tf.layers.Layer[] = []) =>
  (width: number) => {
    const seed = (n: number) => tf.initializers.glorotUniform({ seed: n });
    return tf.sequential({
      layers: [
        tf.layers.conv2d({ inputShape: [6, 6, 1], filters: 3, kernelSize: 3, kernelInitializer: seed(1) }),
        ...(norm === 'batch' ? [tf.layers.batchNormalization({ momentum: 0.5 })] : []),
        tf.layers.reLU(),
        ...more,
        tf.layers.flatten(),
        tf.layers.dense({ units: width, kernelInitializer: seed(2) }),
      ],
    });
  };

const network = (make: ReturnType<typeof encoder>, microBatch?: number, standardise = false): Network =>
  createNetwork({
    task,
    encoder: make,
    primaryWidth: 3,
    confounderWidths: [],
    standardise,
    microBatch,
    random: new Random(1),
  });

/** A loss that no mean over rows gives: of products between rows. */
const loss = (features: tf.Tensor2D): tf.Scalar =>
  tf.add(tf.mean(tf.tanh(tf.matMul(features, features, false, true))), tf.logSumExp(features)) as tf.Scalar;

const outcome = async (one: Network, x: tf.Tensor) => {
  const { value, grads } = tf.variableGrads(() => loss(one.encode(x, true)), [...one.encoderVariables]);
  const numbers = await Promise.all(one.encoderVariables.map((v) => grads[v.name]!.data()));
  return { loss: (await value.data())[0]!, gradients: numbers.flatMap((list) => [...list]) };
};

const images = (rows: number) => normalTensor(new Random(4), [rows, 6, 6, 1]);

describe('an encoder that takes its batch in parts', () => {
  test.each([
    ['parts of equal size', 8, 4, false],
    ['a rest', 8, 3, false],
    ['one row at a time, and features standardised over the batch', 7, 1, true],
    ['a batch that is not larger', 4, 4, false],
  ])('has the value and gradients of the whole: %s', async (_, rows, most, standardise) => {
    const x = images(rows);
    const wanted = await outcome(network(encoder('none'), undefined, standardise), x);
    const found = await outcome(network(encoder('none'), most, standardise), x);
    expect(found.loss).toBeCloseTo(wanted.loss, 5);
    expect(found.gradients.length).toBe(wanted.gradients.length);
    expect(Math.max(...wanted.gradients.map(Math.abs))).toBeGreaterThan(0.01);
    for (const [i, g] of found.gradients.entries()) expect(g).toBeCloseTo(wanted.gradients[i]!, 4);
  });

  test('with batch norm, statistics are those of a part, and its averages take each part in once', async () => {
    const x = images(6);
    const parts = network(encoder('batch'), 2);
    await outcome(parts, x);
    const single = network(encoder('batch'));
    for (let i = 0; i < 6; i += 2) tf.tidy(() => void single.encode(tf.slice(x, [i], [2]), true));
    const averages = (one: Network) => Promise.all(one.state.map(async (v) => [...(await v.data())]));
    const [wanted, found] = [await averages(single), await averages(parts)];
    expect(wanted.length).toBe(2);
    expect(found).toEqual(wanted);
  });

  test('leaves no tensor behind', async () => {
    const one = network(encoder('batch'), 2);
    const x = images(5);
    const step = () =>
      tf.tidy(() => void tf.variableGrads(() => loss(one.encode(x, true)), [...one.encoderVariables]));
    step();
    const before = tf.memory().numTensors;
    step();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('is refused where a layer draws random numbers', () => {
    expect(() => network(encoder('none', [tf.layers.dropout({ rate: 0.5, name: 'drop' })]), 2)).toThrow(
      /E_OPTION: .*"drop" \(Dropout\)/,
    );
  });
});
