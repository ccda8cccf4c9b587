import { Random } from '@mimmx/core';
import { expect, test } from 'vitest';
import {
  type BootstrapSettings,
  bootstrap,
  bootstrapPValue,
  clustersOf,
  meanAndSd,
  percentileInterval,
  type Statistic,
  stratifiedMean,
} from '../../src/intervals/index.ts';

const clusters = clustersOf(undefined, 400);
const mean = (scores: Float64Array) => stratifiedMean(scores, new Int32Array(400), 1, 'mean', clusters);

/** The difference of two statistics in the same resamples. */
function pairedDifference(a: Statistic, b: Statistic, count: number, settings: BootstrapSettings) {
  const all = new Int32Array(count).fill(1);
  const [resampled] = bootstrap([(draws) => a(draws) - b(draws)], count, settings);
  return {
    difference: a(all) - b(all),
    pValue: bootstrapPValue(resampled!),
    ...percentileInterval(resampled!),
  };
}

test('a difference that is the same in every row has an interval of no width', () => {
  const random = new Random(1);
  const a = Float64Array.from({ length: 400 }, () => random.uniform());
  const result = pairedDifference(mean(a), mean(a.map((v) => v - 0.1)), 400, { random, replicates: 200 });
  expect(result.difference).toBeCloseTo(0.1, 12);
  expect(result.low).toBeCloseTo(0.1, 12);
  expect(result.high).toBeCloseTo(0.1, 12);
  expect(result.pValue).toBeCloseTo(2 / 201, 12);
});

test('two equal methods: difference 0, p = 1', () => {
  const random = new Random(2);
  const a = Float64Array.from({ length: 400 }, () => random.uniform());
  expect(pairedDifference(mean(a), mean(a), 400, { random, replicates: 100 })).toEqual({
    difference: 0,
    low: 0,
    high: 0,
    pValue: 1,
  });
});

test('under no difference, p is below 0.1 about one time in ten', () => {
  const random = new Random(3);
  let rejected = 0;
  for (let trial = 0; trial < 200; trial++) {
    const a = Float64Array.from({ length: 400 }, () => random.normal());
    const b = Float64Array.from({ length: 400 }, () => random.normal());
    if (pairedDifference(mean(a), mean(b), 400, { random, replicates: 100 }).pValue < 0.1) rejected++;
  }
  expect(Math.abs(rejected / 200 - 0.1)).toBeLessThan(3 * Math.sqrt((0.1 * 0.9) / 200));
});

test('mean and sample standard deviation over seeds; one seed says nothing of the spread', () => {
  expect(meanAndSd([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ mean: 5, sd: Math.sqrt(32 / 7), n: 8 });
  expect(meanAndSd([3])).toEqual({ mean: 3, sd: Number.NaN, n: 1 });
});
