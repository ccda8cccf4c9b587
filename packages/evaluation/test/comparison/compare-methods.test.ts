import { Random } from '@mimmx/core';
import { expect, test } from 'vitest';
import {
  accuracy,
  auroc,
  brier,
  compareMethods,
  evaluateMeasures,
  mae,
  perGroup,
  worstGroup,
} from '../../src/index.ts';
import {
  bootstrap,
  bootstrapPValue,
  clustersOf,
  percentileInterval,
  stratifiedMean,
} from '../../src/intervals/index.ts';

const rows = 240;
const stream = new Random(1);
const y = Int32Array.from({ length: rows }, () => stream.integer(2));
const patients = Int32Array.from({ length: rows }, () => stream.integer(80));
const z = [{ name: 'sex', codes: Int32Array.from(y, () => stream.integer(2)), labels: ['F', 'M'] }];
const predict = (skill: number) =>
  Float64Array.from(
    [...y].flatMap((code) => {
      const p = Math.min(0.99, Math.max(0.01, 0.5 + skill * (code - 0.5) + 0.3 * stream.normal()));
      return [1 - p, p];
    }),
  );
const [good, better, poor] = [predict(0.4), predict(0.5), predict(0.1)];
const measures = [accuracy, worstGroup(accuracy), auroc, brier];

test('one seed each: the difference of two statistics in the same resamples, to the bit', () => {
  const [found] = compareMethods(
    { set: 'test', y },
    { good: [good], poor: [poor] },
    { measures, z, patients, random: new Random(3), replicates: 300 },
  );
  const clusters = clustersOf(patients, rows);
  const hits = (p: Float64Array) =>
    y.map((code, row) => (p[2 * row + code]! > p[2 * row + 1 - code]! ? 1 : 0));
  const statistic = (p: Float64Array) => stratifiedMean(hits(p), new Int32Array(rows), 1, 'mean', clusters);
  const [one, other] = [statistic(good), statistic(poor)];
  const [resampled] = bootstrap([(draws) => one(draws) - other(draws)], clusters.count, {
    random: new Random(3),
    replicates: 300,
  });
  const all = new Int32Array(clusters.count).fill(1);
  const { low, high } = percentileInterval(resampled!);
  expect(found).toEqual({
    set: 'test',
    measure: 'accuracy',
    a: 'good',
    b: 'poor',
    better: 'higher',
    count: rows,
    difference: one(all) - other(all),
    low,
    high,
    pValue: bootstrapPValue(resampled!),
  });
  expect(low).toBeGreaterThan(0);
});

test('differences are of what evaluateMeasures says, seeds averaged; all pairs, or against one', () => {
  const of = (values: Float64Array) =>
    evaluateMeasures(
      { set: 'test', y, values },
      { measures, z, patients, random: new Random(1), replicates: 0 },
    );
  const settings = { measures, z, patients, random: new Random(1), replicates: 20 };
  const methods = { a: [good, better], b: [poor], c: [better] };
  const found = compareMethods({ set: 'test', y }, methods, settings);
  expect(found.map(({ a, b, measure }) => `${a}-${b} ${measure}`)).toEqual(
    ['a-b', 'a-c', 'b-c'].flatMap((pair) => measures.map(({ name }) => `${pair} ${name}`)),
  );
  const values = [good, better, poor].map((p) => of(p).map(({ value }) => value!));
  measures.forEach((_, m) => {
    expect(found[m]!.difference).toBeCloseTo((values[0]![m]! + values[1]![m]!) / 2 - values[2]![m]!, 12);
  });
  const against = compareMethods({ set: 'test', y }, methods, { ...settings, against: 'b' });
  expect([...new Set(against.map(({ a, b }) => `${a}-${b}`))]).toEqual(['a-b', 'c-b']);
});

test('a method against itself differs by nothing, and a pairing is narrower than two intervals', () => {
  const settings = { measures: [auroc, perGroup(accuracy)], z, patients, replicates: 200 };
  const same = compareMethods(
    { set: 'test', y },
    { a: [good], b: [good] },
    { ...settings, random: new Random(1) },
  );
  for (const { difference, low, high, pValue } of same) {
    expect([difference, low, high, pValue]).toEqual([0, 0, 0, 1]);
  }
  expect(same.slice(1).map(({ group }) => group)).toEqual([
    'y = 0, sex = F',
    'y = 0, sex = M',
    'y = 1, sex = F',
    'y = 1, sex = M',
  ]);
  const near = good.map((p, i) => p + (i % 2 === 0 ? -0.02 : 0.02) * stream.normal());
  const [paired] = compareMethods(
    { set: 'test', y },
    { a: [good], b: [near] },
    { ...settings, random: new Random(1) },
  );
  const [alone] = evaluateMeasures({ set: 'test', y, values: good }, { ...settings, random: new Random(1) });
  expect(paired!.high! - paired!.low!).toBeLessThan((alone!.high! - alone!.low!) / 2);
});

test('a measure without meaning is a row that says why, and methods must be there', () => {
  const settings = { measures: [mae], random: new Random(1), replicates: 10 };
  const [row] = compareMethods({ set: 'test', y }, { a: [good], b: [poor] }, settings);
  expect(row).toMatchObject({ difference: null, low: null, high: null, pValue: null });
  expect(row!.note).toMatch(/no meaning here/);
  expect(() => compareMethods({ set: 'test', y }, { a: [good] }, settings)).toThrow(
    /E_METHODS: There is one method/,
  );
  expect(() => compareMethods({ set: 'test', y }, { a: [good], b: [] }, settings)).toThrow(
    /"b" has no predictions/,
  );
  expect(() =>
    compareMethods({ set: 'test', y }, { a: [good], b: [poor] }, { ...settings, against: 'erm' }),
  ).toThrow(/"erm" is none of the methods a, b/);
});
