import { Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { beforeAll, describe, expect, it } from 'vitest';
import { mlp } from '../../src/encoders/mlp.ts';

beforeAll(() => tf.setBackend('cpu'));

const create = (seed: number, width: number, primaryWidth?: number, features: 'relu' | 'linear' = 'relu') =>
  mlp.create(
    {
      inputShape: [4, 4, 1],
      width,
      random: new Random(seed),
      ...(primaryWidth !== undefined && { primaryWidth }),
    },
    { hidden: [8], features, init: 'torch' },
  );
/** Pixels as small as those of the painted digits, which are divided by 255 twice. */
const pixels = () => tf.randomUniform([32, 4, 4, 1], 0, 1 / 255, 'float32', 3);
const features = (encoder: tf.LayersModel) => (encoder.apply(pixels()) as tf.Tensor2D).arraySync();

describe('a perceptron with features of confounders', () => {
  it('has none that is 0 for every image, whatever the seed', () => {
    for (let seed = 0; seed < 20; seed++) {
      const rows = features(create(seed, 5, 3));
      for (const column of [3, 4]) {
        const values = rows.map((row) => row[column]!);
        expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(0);
      }
      // f_y is as published: behind ReLU.
      expect(Math.min(...rows.flatMap((row) => row.slice(0, 3)))).toBeGreaterThanOrEqual(0);
    }
  });

  it('would have some, were they behind ReLU', () => {
    const dead = Array.from({ length: 20 }, (_, seed) => features(create(seed, 5))).filter((rows) =>
      [3, 4].every((column) => rows.every((row) => row[column] === 0)),
    );
    expect(dead.length).toBeGreaterThan(0);
  });

  it('starts with the f_y of a network without them', () => {
    const alone = features(create(7, 3));
    expect(features(create(7, 5, 3)).map((row) => row.slice(0, 3))).toEqual(alone);
    expect(features(create(7, 3, 3))).toEqual(alone);
  });

  it('is one layer where no feature goes through ReLU', () => {
    expect(features(create(7, 5, 3, 'linear'))).toEqual(features(create(7, 5, 5, 'linear')));
  });
});
