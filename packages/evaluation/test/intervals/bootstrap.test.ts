import { Random } from '@mimmx/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accuracy, balancedAccuracy, sampleOf, worstGroup } from '../../src/index.ts';
import {
  bootstrap,
  clustersOf,
  percentileInterval,
  r2Statistic,
  stratifiedMean,
} from '../../src/intervals/index.ts';

const width = ({ low, high }: { low: number; high: number }) => high - low;

test('statistics of prepared sums equal the metric of the rows written out', () => {
  const row = fc.record({ y: fc.nat(1), p: fc.nat(10), patient: fc.nat(4) });
  const table = fc.array(row, { minLength: 2, maxLength: 30 });
  fc.assert(
    fc.property(table, fc.array(fc.nat(3), { minLength: 5, maxLength: 5 }), (rows, times) => {
      const y = Int32Array.from(rows, (r) => r.y);
      const p = Float64Array.from(rows.flatMap((r) => [10 - r.p, r.p]));
      const predicted = Int32Array.from(rows, (r) => (r.p > 5 ? 1 : 0));
      const clusters = clustersOf(
        Int32Array.from(rows, (r) => r.patient),
        rows.length,
      );
      const draws = Int32Array.from(times.slice(0, clusters.count));
      const copies = rows.flatMap((_, i) => new Array<number>(draws[clusters.of[i]!]!).fill(i));
      fc.pre(copies.length > 0);

      const hits = y.map((t, i) => (t === predicted[i] ? 1 : 0));
      const z = Int32Array.from(rows, (_, i) => i % 3);
      const copied = sampleOf(
        Int32Array.from(copies, (i) => y[i]!),
        Float64Array.from(copies.flatMap((i) => [p[2 * i]!, p[2 * i + 1]!])),
        { parts: { codes: Int32Array.from(copies, (i) => z[i]!), labels: ['a', 'b', 'c'] } },
      );
      const inStrata = (strata: Int32Array, count: number, over: 'mean' | 'minimum') =>
        stratifiedMean(hits, strata, count, over, clusters)(draws);
      expect(inStrata(y, 2, 'mean')).toBeCloseTo(balancedAccuracy.of(copied), 12);
      expect(inStrata(z, 3, 'minimum')).toBeCloseTo(worstGroup(accuracy).of(copied), 12);
    }),
  );
});

test('R² by sums equals R² by rows', () => {
  const z = Float64Array.of(1, 2, 4, 8);
  const guess = Float64Array.of(2, 2, 3, 6);
  const mean = 15 / 4;
  const expected = 1 - (1 + 0 + 1 + 4) / z.reduce((sum, v) => sum + (v - mean) ** 2, 0);
  expect(r2Statistic(z, guess, clustersOf(undefined, 4))(new Int32Array(4).fill(1))).toBeCloseTo(
    expected,
    12,
  );
});

test('the interval of a mean has the normal width, and covers the truth 95 times in 100', () => {
  const random = new Random(3);
  const n = 150;
  const truth = 0.7;
  let covered = 0;
  let mean = 0;
  const trials = 300;
  for (let trial = 0; trial < trials; trial++) {
    const hits = Float64Array.from({ length: n }, () => (random.uniform() < truth ? 1 : 0));
    const statistic = stratifiedMean(hits, new Int32Array(n), 1, 'mean', clustersOf(undefined, n));
    const [values] = bootstrap([statistic], n, { random, replicates: 300 });
    const interval = percentileInterval(values!);
    if (interval.low <= truth && truth <= interval.high) covered++;
    mean += width(interval) / trials;
  }
  const normal = 2 * 1.96 * Math.sqrt((truth * (1 - truth)) / n);
  expect(Math.abs(mean / normal - 1)).toBeLessThan(0.05);
  // Three standard errors of a frequency of 0.95 in 300, and the small-sample bias of the percentile method.
  expect(covered / trials).toBeGreaterThan(0.95 - 0.015 - 3 * Math.sqrt((0.95 * 0.05) / trials));
});

test('ten copies of each row of a patient do not narrow the interval', () => {
  const random = new Random(5);
  const patients = Int32Array.from({ length: 1000 }, (_, row) => Math.floor(row / 10));
  const hitOf = Float64Array.from({ length: 100 }, () => (random.uniform() < 0.6 ? 1 : 0));
  const hits = Float64Array.from(patients, (patient) => hitOf[patient]!);
  const one = new Int32Array(1000);
  const clusters = clustersOf(patients, 1000);
  const byPatient = bootstrap([stratifiedMean(hits, one, 1, 'mean', clusters)], clusters.count, { random });
  const rows = clustersOf(undefined, 1000);
  const byRow = bootstrap([stratifiedMean(hits, one, 1, 'mean', rows)], rows.count, { random });
  const ratio = width(percentileInterval(byPatient[0]!)) / width(percentileInterval(byRow[0]!));
  expect(ratio).toBeGreaterThan(0.9 * Math.sqrt(10));
  expect(ratio).toBeLessThan(1.1 * Math.sqrt(10));
});

test('the same seed gives the same resamples; B and the level are checked', () => {
  const statistic = (draws: Int32Array) => draws[0]!;
  const run = () => bootstrap([statistic], 9, { random: new Random(1), replicates: 20 })[0]!;
  expect([...run()]).toEqual([...run()]);
  expect(() => bootstrap([statistic], 9, { random: new Random(1), replicates: -1 })).toThrow(
    /E_BAD_REPLICATES/,
  );
  expect(() => percentileInterval(Float64Array.of(1), 95)).toThrow(/E_BAD_LEVEL/);
});

test('percentiles interpolate between order statistics, and undefined resamples are left out', () => {
  const values = Float64Array.of(4, Number.NaN, 1, 2, 3, 0);
  expect(percentileInterval(values, 0.5)).toEqual({ low: 1, high: 3 });
  expect(percentileInterval(Float64Array.of(Number.NaN)).low).toBeNaN();
});
