import { Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { describe, expect, it } from 'vitest';
import { rebias } from '../src/index.ts';
import { unbiasedHsic } from '../src/second-network/hsic.ts';
import { hsicOf } from './hsic-of.ts';
import { cpuBackend } from './kit.ts';
import {
  encoded,
  entropies,
  expectDescent,
  logitsOf,
  type Matrix,
  mean,
  onTenRows,
  type Values,
  valuesOf,
  Y,
} from './ten-rows.ts';

await cpuBackend();

describe('unbiased HSIC', () => {
  it('is the mean over quadruples of different rows', () => {
    const random = new Random(1);
    const draw = (width: number): Matrix =>
      Array.from({ length: 8 }, () => Array.from({ length: width }, () => random.normal()));
    for (const sigma of [0.5, 1, 2]) {
      const [x, y] = [draw(2), draw(3)];
      const found = unbiasedHsic(tf.tensor2d(x), tf.tensor2d(y), sigma).dataSync()[0]!;
      expect(found).toBeCloseTo(hsicOf(x, y, sigma), 5);
    }
  });

  it('is 0 on average for independent features', () => {
    const random = new Random(2);
    const values = Array.from({ length: 200 }, () => {
      const x = tf.tensor2d(
        Float32Array.from({ length: 12 }, () => random.normal()),
        [12, 1],
      );
      const y = tf.tensor2d(
        Float32Array.from({ length: 12 }, () => random.normal()),
        [12, 1],
      );
      return tf.tidy(() => unbiasedHsic(x, y, 1).dataSync()[0]!);
    });
    const sd = Math.sqrt(mean(values.map((v) => (v - mean(values)) ** 2)));
    expect(Math.abs(mean(values))).toBeLessThan((4 * sd) / Math.sqrt(200));
  });
});

describe('rebias', () => {
  it('makes one network independent of the other, which seeks to depend on it', async () => {
    const options = { lambda: 0.8, biasedLambda: 0.5, biasedLoss: 0.3, sigma: 1.2 };
    const { method } = onTenRows(rebias, { options });
    const before = valuesOf(method);
    const metrics = await method.update();
    const after = valuesOf(method);
    const dependence = (v: Values) => hsicOf(encoded(v), encoded(v, 'biasedEncoder'), 1.2);
    expect(metrics.hsic).toBeCloseTo(dependence(before), 4);
    expectDescent(
      before,
      after,
      /^(encoder|heads)\./,
      (v) => mean(entropies(logitsOf(v), Y)) + 0.8 * dependence(v),
    );
    expectDescent(
      before,
      after,
      /^biased(Encoder|Heads)\./,
      (v) => 0.3 * mean(entropies(logitsOf(v, 'biasedEncoder', 'biasedHeads'), Y)) - 0.5 * dependence(v),
    );
    method.dispose();
  });

  it('takes an encoder of another kind for the biased network', () => {
    const { method } = onTenRows(rebias, { options: { biased: { name: 'linear' } } });
    expect(method.settings.biased).toBe('linear');
    method.dispose();
    expect(() => onTenRows(rebias, { options: { biased: { name: 'lineal' } } })).toThrow(
      /E_UNKNOWN_NAME.*linear/,
    );
  });
});
