import { Random } from '@mimmx/core';
import { describe, expect, test } from 'vitest';
import {
  counterfactualLatentDivergence,
  frechetDistance,
  imageDistance,
  kernelDistance,
  latentDivergence,
  meanWithInterval,
  wasserstein,
} from '../../src/index.ts';
import { eigenvalues, squareRoot } from '../../src/measures/symmetric.ts';

const normal = (rows: number, width: number, mean: number, sd: number, seed: number) => {
  const random = new Random(seed);
  return { width, values: Float64Array.from({ length: rows * width }, () => mean + sd * random.normal()) };
};
/** A sample with exactly this mean and standard deviation. */
const exact = (mean: number, sd: number) => {
  const { values } = normal(500, 1, 0, 1, 1);
  const m = values.reduce((a, b) => a + b, 0) / 500;
  const s = Math.sqrt(values.reduce((sum, v) => sum + (v - m) ** 2, 0) / 499);
  return { width: 1, values: values.map((v) => mean + (sd * (v - m)) / s) };
};

describe('Fréchet distance', () => {
  test('of N(0, 1) and N(1, 4) is 2, and 0 of a set and itself', () => {
    expect(frechetDistance(exact(0, 1), exact(1, 2))).toBeCloseTo(2, 10);
    const set = normal(100, 8, 0, 1, 2);
    expect(Math.abs(frechetDistance(set, set))).toBeLessThan(1e-10);
  });
  test('does not change when both are turned, and is biased by about width / rows', () => {
    const [a, b] = [normal(300, 2, 0, 1, 3), normal(300, 2, 0.5, 2, 4)];
    const turned = ({ values }: typeof a) => ({
      width: 2,
      values: values.map((_, i) =>
        i % 2 === 0 ? 0.6 * values[i]! - 0.8 * values[i + 1]! : 0.8 * values[i - 1]! + 0.6 * values[i]!,
      ),
    });
    expect(frechetDistance(turned(a), turned(b))).toBeCloseTo(frechetDistance(a, b), 8);
    const bias = frechetDistance(normal(400, 32, 0, 1, 5), normal(400, 32, 0, 1, 6));
    expect(bias).toBeGreaterThan(0.5);
    expect(
      frechetDistance(normal(400, 32, 0, 1, 5), normal(400, 32, 0, 1, 6), { shrinkage: 1 }),
    ).toBeLessThan(bias / 2);
  });
  test('the root of a matrix squares to it, and its eigenvalues sum to the trace', () => {
    const { values } = normal(6, 6, 0, 1, 7);
    const gram = Float64Array.from({ length: 36 }, (_, at) => {
      const [i, j] = [Math.floor(at / 6), at % 6];
      let sum = 0;
      for (let k = 0; k < 6; k++) sum += values[i * 6 + k]! * values[j * 6 + k]!;
      return sum;
    });
    const root = squareRoot(gram, 6);
    for (let at = 0; at < 36; at++) {
      let sum = 0;
      for (let k = 0; k < 6; k++) sum += root[Math.floor(at / 6) * 6 + k]! * root[k * 6 + (at % 6)]!;
      expect(sum).toBeCloseTo(gram[at]!, 8);
    }
    const trace = [0, 7, 14, 21, 28, 35].reduce((sum, at) => sum + gram[at]!, 0);
    expect(eigenvalues(gram, 6).reduce((a, b) => a + b, 0)).toBeCloseTo(trace, 8);
  });
});

test('kernel distance: about 0 of two halves of a sample, at times below; large of two distributions', () => {
  const random = new Random(8);
  const found = Array.from({ length: 12 }, (_, i) =>
    kernelDistance(normal(60, 4, 0, 1, 10 + i), normal(60, 4, 0, 1, 40 + i), { random, subsets: 1 }),
  );
  const mean = found.reduce((a, b) => a + b, 0) / found.length;
  expect(Math.abs(mean)).toBeLessThan(0.1);
  expect(found.some((value) => value < 0)).toBe(true);
  expect(kernelDistance(normal(60, 4, 0, 1, 9), normal(60, 4, 1, 1, 10), { random })).toBeGreaterThan(1);
});

describe('minimality', () => {
  const cld = (p1: number, p2: number) =>
    counterfactualLatentDivergence(0.5, p1 === 1 ? [0.1, 0.2] : [1, 2], p2 === 1 ? [1, 2] : [0.1, 0.2]);
  test.each([
    [0, 0, 0],
    [1, 1, 1],
    [0, 1, 0.2954],
    [1, 0, 0.8648],
  ])('P1 = %d, P2 = %d gives %d', (p1, p2, expected) => {
    expect(cld(p1, p2)).toBeCloseTo(expected, 4);
  });
  test('the divergence is the KL; that of the public code is another number', () => {
    const a = { mean: [1, 0], logScale: [Math.log(0.5), Math.log(0.5)] };
    const b = { mean: [0, 0], logScale: [0, 0] };
    expect(latentDivergence(a, b, 'formula')).toBeCloseTo(0.8181 + 0.3181, 3);
    // With means for log-scales: −1 − ½ + ½(e² + 1) in the first dimension, 0 in the second.
    expect(latentDivergence(a, b, 'public-code')).toBeCloseTo(-1.5 + 0.5 * (Math.exp(2) + 1), 10);
  });
});

test('distances of images are on the scale 0 to 255, those of samples areas between their distributions', () => {
  expect([...imageDistance(Float32Array.of(0, 1, 0.5, 0.5), Float32Array.of(0, 0, 0.5, 0.5), 2)]).toEqual([
    127.5, 0,
  ]);
  expect(wasserstein(Float64Array.of(0, 1, 3), Float64Array.of(5, 6, 8))).toBeCloseTo(5, 12);
  expect(wasserstein(Float64Array.of(0, 2), Float64Array.of(1))).toBeCloseTo(1, 12);
  expect(wasserstein(Float64Array.of(1, 2), Float64Array.of(2, 1))).toBe(0);
});

test('intervals are by patient: images of few patients say less than as many of their own', () => {
  const random = new Random(11);
  const patients = Int32Array.from({ length: 200 }, (_, i) => Math.floor(i / 20));
  const own = Float64Array.from({ length: 10 }, () => random.normal());
  const values = Float64Array.from(patients, (patient) => own[patient]! + 0.1 * random.normal());
  const width = (settings: { patients?: Int32Array }) => {
    const { low, high } = meanWithInterval(values, { ...settings, random });
    return high - low;
  };
  expect(width({ patients })).toBeGreaterThan(2.5 * width({}));
});
