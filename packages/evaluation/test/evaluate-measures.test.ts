import { Random } from '@mimmx/core';
import { expect, test } from 'vitest';
import {
  accuracy,
  atThreshold,
  auroc,
  balancedAccuracy,
  defaultMeasures,
  equalisedOddsGap,
  evaluateMeasures,
  fitThreshold,
  type Measure,
  type MeasureFamily,
  mae,
  maxF1,
  perGroup,
  r2,
  sensitivity,
  worstGroup,
} from '../src/index.ts';

/** Random predictions of `classes` classes, several images for each patient, two confounders of which one has gaps. */
function made(seed: number, rows: number, classes: number) {
  const random = new Random(seed);
  const y = Int32Array.from({ length: rows }, () => random.integer(classes));
  const values = Float32Array.from({ length: rows * classes }, () => random.uniform());
  for (let row = 0; row < rows; row++) values[row * classes + y[row]!]! += 0.3;
  const z = [
    { name: 'sex', codes: Int32Array.from(y, () => random.integer(2)), labels: ['F', 'M'] },
    { name: 'site', codes: Int32Array.from(y, () => random.integer(4) - 1), labels: ['a', 'b', 'c'] },
  ];
  const patients = Int32Array.from({ length: rows }, () => random.integer(Math.ceil(rows / 3)));
  return { y, values, z, patients };
}

// As [value, low, high] they came before measures were values, when each was computed and resampled in its own way.
const before = [
  {
    seed: 1,
    rows: 200,
    classes: 2,
    next: 1389665235,
    accuracy: [0.795, 0.7522732742368938, 0.8381096681096681],
    'balanced-accuracy': [0.7950180072028812, 0.7519524454277887, 0.8367737210690859],
    auroc: [0.738795518207283, 0.6889853801098603, 0.7859986670525222],
    'worst-group accuracy': [0.5714285714285714, 0.3633116883116883, 0.6666666666666666],
    'gap accuracy': 0.4285714285714286,
    auprc: 0.7537051775938363,
    f1: 0.7918781725888325,
  },
  {
    seed: 2,
    rows: 60,
    classes: 3,
    next: 3074872957,
    accuracy: [0.5166666666666667, 0.3590118838028169, 0.6573214285714285],
    'balanced-accuracy': [0.5149208806329549, 0.3594215969215969, 0.6414670008354217],
    auroc: [0.7046611357461443, 0.6030281070635087, 0.783330499929404],
    'worst-group accuracy': [0, 0, 0],
    'gap accuracy': 1,
    auprc: 0.6174247459800474,
    f1: 0.5195968026850379,
  },
  {
    seed: 3,
    rows: 12,
    classes: 5,
    next: 2691865210,
    accuracy: [0.25, 0.14285714285714285, 0.30897435897435854],
    'balanced-accuracy': [0.14666666666666667, 0.1111111111111111, 0.2366666666666655],
    auroc: [0.619081289081289, 0.5889423076923077, 0.7066666666666667],
    'worst-group accuracy': [0, 0, 0],
    'gap accuracy': 1,
    auprc: 0.39936507936507937,
    f1: 0.15272727272727274,
  },
] as const;

test.each(before)(
  'seed $seed: the numbers of old and their intervals come out to the bit, from the same draws',
  (old) => {
    const { y, values, z, patients } = made(old.seed, old.rows, old.classes);
    const random = new Random(old.seed);
    const found = evaluateMeasures(
      { set: 'test', y, values },
      { measures: defaultMeasures('classes'), z, patients, random, replicates: 200, level: 0.9 },
    );
    const overall = (name: string) =>
      found.find(({ measure, group, factor }) => measure === name && !group && !factor)!;
    for (const name of ['accuracy', 'balanced-accuracy', 'auroc', 'worst-group accuracy'] as const) {
      const [value, low, high] = old[name];
      expect(overall(name)).toMatchObject({ value, low, high });
    }
    expect(overall('gap accuracy').value).toBe(old['gap accuracy']);
    expect(overall('auprc').value).toBeCloseTo(old.auprc, 12);
    expect(overall('f1').value).toBeCloseTo(old.f1, 12);
    expect(random.seed()).toBe(old.next);
    const groups = found.filter(({ measure, group }) => measure === 'accuracy' && group);
    expect(groups.reduce((worst, { value }) => Math.min(worst, value!), 1)).toBe(
      old['worst-group accuracy'][0],
    );
  },
);

test('intervals of a measure do not depend on which others are taken: all see the same resamples', () => {
  const { y, values, z, patients } = made(4, 90, 2);
  const run = (measures: readonly (Measure | MeasureFamily)[]) =>
    evaluateMeasures(
      { set: 'test', y, values },
      { measures, z, patients, random: new Random(5), replicates: 50 },
    );
  const [alone] = run([equalisedOddsGap]);
  expect(run(defaultMeasures('classes'))).toContainEqual(alone);
});

test('a measure of one confounder gives a row for each, a part is named, and the numbers are as counted', () => {
  const y = Int32Array.of(0, 0, 1, 1, 0, 0, 1, 1);
  const called = [0, 1, 1, 1, 0, 0, 0, 1];
  const values = Float64Array.from(called.flatMap((p) => (p === 1 ? [0.2, 0.8] : [0.7, 0.3])));
  const z = [{ name: 'sex', codes: Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1), labels: ['F', 'M'] }];
  const rows = evaluateMeasures(
    { set: 'test', y, values, labels: ['well', 'sick'] },
    {
      measures: [equalisedOddsGap, perGroup(accuracy), worstGroup(auroc)],
      z,
      random: new Random(1),
      replicates: 0,
    },
  );
  const about = { set: 'test', low: null, high: null };
  // F: false positive rate 1/2, true positive rate 1. M: 0 and 1/2.
  expect(rows).toEqual([
    { ...about, measure: 'equalised-odds-gap', factor: 'sex', count: 8, value: 0.5 },
    { ...about, measure: 'accuracy', group: 'y = well, sex = F', count: 2, value: 0.5 },
    { ...about, measure: 'accuracy', group: 'y = well, sex = M', count: 2, value: 1 },
    { ...about, measure: 'accuracy', group: 'y = sick, sex = F', count: 2, value: 1 },
    { ...about, measure: 'accuracy', group: 'y = sick, sex = M', count: 2, value: 0.5 },
    { ...about, measure: 'worst-group auroc', factor: 'sex', count: 8, value: 0.75 },
  ]);
});

test('a measure without meaning, without confounders, or not defined is a row that says why', () => {
  const random = new Random(1);
  const number = evaluateMeasures(
    { set: 'test', y: Float64Array.of(40, 60, 50), values: Float64Array.of(45, 58, 50) },
    { measures: [auroc, mae, r2, worstGroup(mae)], random, replicates: 10 },
  );
  expect(number.map(({ measure, value }) => [measure, value])).toEqual([
    ['auroc', null],
    ['mae', 7 / 3],
    ['r2', 1 - 29 / 200],
    ['worst-group mae', null],
  ]);
  expect(number[0]!.note).toBe('no meaning here: y is a number, the measure is for a class');
  expect(number[3]!.note).toMatch(/no confounder with classes or bins/);
  const [single] = evaluateMeasures(
    { set: 'test', y: Int32Array.of(1, 1), values: Float64Array.of(0.2, 0.8, 0.4, 0.6) },
    { measures: [auroc], random, replicates: 10 },
  );
  expect(single).toMatchObject({ value: null, low: null, high: null });
  expect(single!.note).toMatch(/not defined/);
});

test('a threshold is not measured on the set that it was fitted to', () => {
  const { y, values } = made(6, 50, 2);
  const fitted = fitThreshold({ y, values, set: 'validation' }, maxF1);
  const at = (set: string) =>
    evaluateMeasures(
      { set, y, values },
      { measures: [atThreshold(sensitivity, fitted)], random: new Random(1), replicates: 0 },
    );
  expect(at('test')[0]!.measure).toBe('sensitivity at max F1');
  expect(() => at('validation')).toThrow(/E_THRESHOLD_SET: "sensitivity at max F1"/);
});

test('a bootstrap of the usual measures of 3,000 images takes seconds at most', () => {
  const { y, values, z, patients } = made(7, 3000, 2);
  const start = performance.now();
  evaluateMeasures(
    { set: 'test', y, values },
    { measures: [...defaultMeasures('classes'), balancedAccuracy], z, patients, random: new Random(1) },
  );
  expect(performance.now() - start).toBeLessThan(20_000);
});
