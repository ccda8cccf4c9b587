import { Random } from '@mimmx/core';
import { describe, expect, test } from 'vitest';
import {
  type Attribute,
  createGraph,
  createInterventionSampler,
  createParentEncoding,
  createTargets,
  type TargetRule,
} from '../../src/index.ts';

const attributes: Attribute[] = [
  { name: 'age', kind: 'continuous' },
  { name: 'sex', kind: 'categorical', labels: ['F', 'M'] },
];
const rows = { age: Float64Array.of(20, 40, 60, 80), sex: Float64Array.of(0, 0, 1, 1) };
const encoding = createParentEncoding(attributes);
encoding.fit(rows);
/** Two images of each sex: one sure of it, one not. */
const factual = {
  age: Float64Array.of(-0.8, -0.3, 0.3, 0.8),
  sex: Float64Array.of(0, -2, 0, 0.2, 0, 1, 0, 3),
};
const targetsOf = (rule: TargetRule) =>
  createTargets({
    rule,
    smoothing: 0.2,
    graph: createGraph({ age: [], sex: [] }),
    attributes,
    encoding,
    factual,
    rows,
  });
const batch = Int32Array.of(1, 3);
const flipped = { age: Float64Array.of(40, 80), sex: Float64Array.of(1, 0) };
const round = (values: Float32Array) => Array.from(values, (value) => Math.round(value * 1e4) / 1e4);
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

describe('targets under do(sex)', () => {
  test('hard: counterfactual values everywhere', () => {
    const { age, sex } = targetsOf('hard')(batch, flipped, ['sex']);
    expect(round(sex!)).toEqual([0, 1, 1, 0]);
    expect(round(age!)).toEqual([-0.3333, 1]);
  });
  test('smoothed: hard, with a share for every class', () => {
    const { age, sex } = targetsOf('smoothed')(batch, flipped, ['sex']);
    expect(round(sex!)).toEqual([0.1, 0.9, 0.9, 0.1]);
    expect(round(age!)).toEqual([-0.3333, 1]);
  });
  test('soft: numbers hard, other classes as the predictor sees them', () => {
    expect(round(targetsOf('soft')(batch, flipped, ['sex']).age!)).toEqual([-0.3333, 1]);
    const older = { age: Float64Array.of(60, 60), sex: Float64Array.of(0, 1) };
    const { sex } = targetsOf('soft')(batch, older, ['age']);
    expect(sex![1]).toBeCloseTo(sigmoid(0.2), 6);
    expect(sex![3]).toBeCloseTo(sigmoid(3), 6);
  });
  test('soft-continuous: numbers as the predictor sees them', () => {
    expect(round(targetsOf('soft-continuous')(batch, flipped, ['sex']).age!)).toEqual([-0.3, 0.8]);
  });
  test('matched: as sure of the new class as a real image of the same rank', () => {
    const { sex } = targetsOf('matched')(batch, flipped, ['sex']);
    // Row 1 is the less sure of the two women: it takes the less sure man's output. Row 3 is the surer man.
    expect(sex![1]).toBeCloseTo(sigmoid(1), 6);
    expect(sex![2]).toBeCloseTo(sigmoid(2), 6);
  });
});

describe('interventions', () => {
  const random = new Random(1);
  const count = 600;
  const training = {
    age: Float64Array.from({ length: count }, () => 100 * random.uniform()),
    sex: Float64Array.from({ length: count }, () => random.integer(2)),
  };
  const draw = createInterventionSampler(attributes, training);
  const forced = draw('sex', training, 'forced', random);

  test('forced ones change every class, and every number by a tenth of the rows', () => {
    expect(forced.every((value, i) => value === 1 - training.sex[i]!)).toBe(true);
    const sorted = training.age.slice().sort();
    const tenth = (age: number) =>
      Math.floor((10 * sorted.filter((other) => other <= age).length - 1) / count);
    const ages = draw('age', training, 'forced', random);
    expect(ages.filter((age, i) => tenth(age) === tenth(training.age[i]!)).length / count).toBeLessThan(0.05);
  });
  test('permuted ones keep the values of the batch, marginal ones change half of a balanced class', () => {
    expect([...draw('age', training, 'permuted', random)].sort()).toEqual([...training.age].sort());
    const kept = draw('sex', training, 'marginal', random).filter(
      (value, i) => value === training.sex[i],
    ).length;
    expect(Math.abs(kept / count - 0.5)).toBeLessThan(0.08);
  });
  test('conditional ones ask for no combination that never was', () => {
    const apart = { age: training.age, sex: training.age.map((age) => (age > 50 ? 1 : 0)) };
    const drawn = createInterventionSampler(attributes, apart)('age', apart, 'conditional', random);
    expect(drawn.every((age, i) => age > 50 === (apart.sex[i] === 1))).toBe(true);
  });
});
