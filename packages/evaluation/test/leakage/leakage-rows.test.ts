import { Random } from '@mimmx/core';
import { expect, test } from 'vitest';
import { continuousLeakage, leakage, leakageRows, type MeasureRow } from '../../src/index.ts';

const quick = { replicates: 100, permutations: 100, perceptron: { restarts: [[16]], epochs: 15 } };
const labels = ['a', 'b'];

/** Two images of each patient; y, and a z that agrees with it in `agree` of the patients. */
function made(seed: number, rows: number, agree: number) {
  const random = new Random(seed);
  const patients = Int32Array.from({ length: rows }, (_, row) => row >> 1);
  const ofPatient = Array.from({ length: rows }, () => {
    const y = random.integer(2);
    return { y, z: random.uniform() < agree ? y : 1 - y };
  });
  const y = patients.map((patient) => ofPatient[patient]!.y);
  const codes = patients.map((patient) => ofPatient[patient]!.z);
  const features = (rule: (row: number, column: number) => number, width = 3) =>
    Float64Array.from(
      { length: rows * width },
      (_, i) => rule(Math.floor(i / width), i % width) + random.normal(),
    );
  return { y, codes, patients, features };
}

const find = (rows: readonly MeasureRow[], measure: string, probe: string): MeasureRow =>
  rows.find((row) => row.measure === measure && row.probe === probe)!;

test('linear, knn and mlp are those of leakage() to the bit, and the stream is left in the same place', () => {
  const { y, codes, patients, features } = made(1, 300, 0.7);
  const f = features((row, c) => (c === 0 ? 4 * codes[row]! : 0));
  const [one, other] = [new Random(5), new Random(5)];
  const old = leakage(f, 3, codes, 2, patients, { random: one, ...quick, level: 0.9 });
  const rows = leakageRows(
    f,
    3,
    { name: 'sex', codes, labels },
    { set: 'balanced', y, patients, random: other, ...quick, level: 0.9 },
  );
  for (const probe of ['linear', 'knn', 'mlp'] as const) {
    expect(find(rows, 'leakage', probe)).toEqual({
      set: 'balanced',
      factor: 'sex',
      measure: 'leakage',
      probe,
      value: old[probe],
      ...old.intervals[probe],
      count: old.rows,
    });
  }
  expect(find(rows, 'leakage', 'chance').value).toBe(old.chance);
  expect(one.state).toEqual(other.state);

  const age = Float64Array.from(codes, (code) => 50 + 10 * code + one.normal());
  age[3] = Number.NaN;
  const [third, fourth] = [new Random(6), new Random(6)];
  const oldAge = continuousLeakage(f, 3, age, patients, { random: third, ...quick });
  const ages = leakageRows(
    f,
    3,
    { name: 'age', values: age },
    { set: 'balanced', y, patients, random: fourth, ...quick },
  );
  for (const probe of ['linear', 'knn', 'mlp'] as const) {
    expect(find(ages, 'leakage', probe)).toMatchObject({ value: oldAge[probe], ...oldAge.intervals[probe] });
  }
  expect(third.state).toEqual(fourth.state);
  // The bound needs classes: age is cut at its quartiles, of which the features tell the upper from the lower half.
  const nats = find(ages, 'leakage in nats', 'best');
  expect(nats.note).toMatch(/z in 4 parts$/);
  expect(nats.low).toBeGreaterThan(0);
  expect(nats.value).toBeLessThan(Math.LN2);
});

test('features that know y alone leak z through y, but nothing beyond y', () => {
  const { y, codes, patients, features } = made(2, 1600, 0.85);
  const f = features((row, c) => (c === 0 ? 5 * y[row]! : 0));
  const rows = leakageRows(
    f,
    3,
    { name: 'z', codes, labels },
    { set: 't', y, patients, random: new Random(1), ...quick },
  );
  expect(find(rows, 'leakage', 'best').value).toBeGreaterThan(0.8);
  const conditional = find(rows, 'conditional leakage', 'best');
  const level = find(rows, 'conditional leakage', 'permutation');
  expect(conditional.value).toBeLessThan(level.high! + 0.03);
  expect(level.low).toBeLessThan(0.5);
  expect(level.high).toBeGreaterThan(0.5);
  const nats = find(rows, 'leakage in nats', 'best');
  expect(nats.low).toBeLessThan(0);
  expect(Math.abs(nats.value!)).toBeLessThan(0.02);
});

test('the bound in nats lies just below the mutual information, where that is known', () => {
  const rows = 6000;
  const random = new Random(3);
  const y = Int32Array.from({ length: rows }, () => random.integer(2));
  // z is rarer where y = 0, so that the frequencies within y matter.
  const codes = y.map((code) => (random.uniform() < (code === 0 ? 0.2 : 0.5) ? 1 : 0));
  const f = Float64Array.from(
    { length: rows * 2 },
    (_, i) => (i % 2 ? 0 : 1.5 * codes[i >> 1]!) + random.normal(),
  );
  const found = leakageRows(
    f,
    2,
    { name: 'z', codes, labels },
    { set: 't', y, random: new Random(1), ...quick },
  );
  // I(f; z) of a shift by 1.5 sd with P(z = 1) = p, by the trapezium rule.
  const information = (p: number) => {
    let sum = 0;
    const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
    for (let x = -8; x < 10; x += 0.01) {
      const [zero, one] = [(1 - p) * density(x), p * density(x - 1.5)];
      const all = zero + one;
      sum += 0.01 * (zero * Math.log(zero / (1 - p) / all) + one * Math.log(one / p / all));
    }
    return sum;
  };
  const truth = (information(0.2) + information(0.5)) / 2;
  const { value, low, high } = find(found, 'leakage in nats', 'linear');
  expect(low).toBeLessThan(truth);
  expect(high).toBeGreaterThan(truth * 0.9);
  expect(Math.abs(value! - truth)).toBeLessThan(0.025);
  for (const probe of ['knn', 'mlp', 'trees', 'rbf', 'best']) {
    const bound = find(found, 'leakage in nats', probe);
    expect(bound.low).toBeLessThan(truth);
    expect(bound.value).toBeGreaterThan(0.75 * truth);
  }
});

test('the best of five is not optimistic: nothing leaks, and it lies at chance on average, unlike their maximum', () => {
  const found = Array.from({ length: 16 }, (_, seed) => {
    const { y, codes, patients, features } = made(100 + seed, 240, 0.5);
    const f = features(() => 0);
    return leakageRows(
      f,
      3,
      { name: 'z', codes, labels },
      { set: 't', y, patients, random: new Random(seed), ...quick, replicates: 0 },
    );
  });
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const best = mean(found.map((rows) => find(rows, 'leakage', 'best').value!));
  const largest = mean(
    found.map((rows) =>
      Math.max(...['linear', 'knn', 'mlp', 'trees', 'rbf'].map((p) => find(rows, 'leakage', p).value!)),
    ),
  );
  // 60 judged patients each: a standard error of 0.065 for one, a quarter of it for the mean.
  expect(Math.abs(best - 0.5)).toBeLessThan(3 * (Math.sqrt(0.25 / 60) / 4));
  expect(largest).toBeGreaterThan(best + 0.02);
  const inside = found.filter((rows) => {
    const { low, high } = find(rows, 'leakage', 'permutation');
    const { value } = find(rows, 'leakage', 'best');
    return value! >= low! && value! <= high!;
  });
  expect(inside.length).toBeGreaterThanOrEqual(13);
});

test('too few patients, or one class, give rows that say so', () => {
  const y = Int32Array.of(0, 1, 0, 1, 0, 1);
  const f = Float64Array.from({ length: 12 }, (_, i) => i);
  const rows = (codes: Int32Array) =>
    leakageRows(f, 2, { name: 'z', codes, labels }, { set: 't', y, random: new Random(1), ...quick });
  const few = rows(Int32Array.of(0, 0, 0, 0, 0, 1));
  expect(few).toHaveLength(8 + 8 + 6);
  expect(
    few.every(({ value, low, high, note }) => value === null && low === null && high === null && note),
  ).toBe(true);
  expect(few[0]!.note).toMatch(/^Class 1 of z has 1 patient/);
  expect(rows(new Int32Array(6))[0]!.note).toMatch(/fewer than two classes/);

  // Enough in all, but z does not vary where y = 1.
  const many = made(7, 200, 0.5);
  const codes = many.codes.map((code, row) => (many.y[row] === 1 ? 0 : code));
  const part = leakageRows(
    many.features(() => 0),
    3,
    { name: 'z', codes, labels },
    { set: 't', y: many.y, random: new Random(1), ...quick },
  );
  expect(find(part, 'leakage', 'best').value).not.toBeNull();
  expect(find(part, 'conditional leakage', 'knn').note).toMatch(/without class 1 of y/);
  expect(find(part, 'conditional leakage', 'knn').count).toBeLessThan(find(part, 'leakage', 'knn').count);
});

test('a y that is a number is cut at its quartiles, and bad input is named', () => {
  const { codes, patients, features } = made(8, 200, 0.5);
  const f = features((row, c) => (c === 0 ? 4 * codes[row]! : 0));
  const age = Float64Array.from({ length: 200 }, (_, row) => (row * 37) % 80);
  const rows = leakageRows(
    f,
    3,
    { name: 'z', codes, labels },
    { set: 't', y: age, random: new Random(1), ...quick },
  );
  const best = find(rows, 'conditional leakage', 'best');
  expect(best.value).toBeGreaterThan(0.85);
  expect(best.note).toMatch(/^by .*; within 4 parts of y/);
  f[7] = Number.NaN;
  expect(() =>
    leakageRows(
      f,
      3,
      { name: 'z', codes, labels },
      { set: 't', y: age, patients, random: new Random(1), ...quick },
    ),
  ).toThrow(/E_NOT_FINITE: features has the value NaN in row 2/);
});
