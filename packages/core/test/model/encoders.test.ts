import { beforeAll, describe, expect, it } from 'vitest';
import {
  corePlugin,
  createRegistry,
  encoderFromModel,
  GroupNorm,
  Random,
  resnet10Volume,
} from '../../src/index.ts';
import { normalTensor } from '../../src/tensor/index.ts';
import * as tf from '../../src/tf/index.ts';
import { cpu } from '../toy.ts';

beforeAll(() => cpu.setup());

const registry = createRegistry().use(corePlugin);
const make = (name: string, inputShape: number[], width: number, options?: object) =>
  registry.create('encoder', name, { inputShape, width, random: new Random(1) }, options);

describe('encoders', () => {
  // Parameter counts as published for 1,000 classes and 3 channels, less the classifier's, plus ours.
  it.each([
    ['digit-net', [28, 28, 1], 6, 70_594],
    ['resnet-18', [96, 96, 3], 1000, 11_689_512],
    ['resnet-34', [96, 96, 3], 1000, 21_797_672],
    ['densenet-121', [96, 96, 3], 1000, 7_978_856],
  ] as const)('%s has the published number of trainable parameters', (name, shape, width, parameters) => {
    const model = make(name, [...shape], width);
    const count = model.trainableWeights.reduce(
      (sum, { shape: s }) => sum + s.reduce<number>((a, b) => a * b!, 1),
      0,
    );
    expect(count).toBe(parameters);
    model.dispose();
  });

  it.each(['small-cnn', 'resnet-10-3d'])(
    '%s maps volumes to features, the same for the same seed',
    async (name) => {
      const x = normalTensor(new Random(2), [2, 8, 8, 8, 1]);
      const read = async () => {
        const model = make(
          name,
          [8, 8, 8, 1],
          5,
          name === 'small-cnn' ? { channels: [4, 8], norm: 'group' } : { channels: 4 },
        );
        const y = model.predict(x) as tf.Tensor;
        expect(y.shape).toEqual([2, 5]);
        return [...(await y.data())];
      };
      expect(await read()).toEqual(await read());
    },
  );

  it('takes the model of a user', () => {
    const own = () =>
      tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [8, 8, 1], filters: 3, kernelSize: 3 })] });
    const encoder = encoderFromModel('own', own).create(
      { inputShape: [8, 8, 1], width: 4, random: new Random(1) },
      {},
    );
    expect(encoder.outputs[0]!.shape).toEqual([null, 4]);
    expect(() =>
      encoderFromModel('own', own).create({ inputShape: [9, 9, 1], width: 4, random: new Random(1) }, {}),
    ).toThrow('E_ENCODER: Encoder "own" takes images of [8,8,1], the data set has [9,9,1].');
  });
});

describe('resnet-10-3d', () => {
  it('refuses images', () => {
    expect(() =>
      resnet10Volume.create(
        { inputShape: [16, 16, 1], width: 4, random: new Random(1) },
        { norm: 'batch', channels: 4 },
      ),
    ).toThrow(
      'E_ENCODER: resnet-10-3d reads volumes, and the data set has images of [16,16,1]. Take resnet-18',
    );
  });
});

describe('group norm', () => {
  it('gives every group of channels of an image mean 0 and variance 1', async () => {
    const x = tf.add(tf.mul(normalTensor(new Random(3), [3, 4, 4, 8]), 5), 2);
    const y = new GroupNorm({ groups: 4 }).apply(x) as tf.Tensor;
    const grouped = y.reshape([3, 16, 4, 2]);
    const { mean, variance } = tf.moments(grouped, [1, 3]);
    for (const value of await mean.data()) expect(value).toBeCloseTo(0, 5);
    for (const value of await variance.data()) expect(value).toBeCloseTo(1, 3);
  });
});
