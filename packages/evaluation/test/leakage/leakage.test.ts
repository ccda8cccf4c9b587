import { Random } from '@mimmx/core';
import { expect, test } from 'vitest';
import { continuousLeakage, leakage, switchedHead } from '../../src/index.ts';

const rows = 3000;
const width = 16;

/** Normal features, and a z that is a function of them. */
function planted(seed: number, rule: (x: Float32Array) => number) {
  const random = new Random(seed);
  const features = Float32Array.from({ length: rows * width }, () => random.normal());
  const z = Float64Array.from({ length: rows }, (_, row) =>
    rule(features.subarray(row * width, (row + 1) * width)),
  );
  return { features, z, codes: Int32Array.from(z) };
}
const settings = (seed: number) => ({ random: new Random(seed), replicates: 200 });
const normalError = Math.sqrt(0.25 / (rows / 2));

test('a linear code is found by all probes, whatever its scale', () => {
  const { features, codes } = planted(1, (x) => (x[0]! + x[5]! > 0 ? 1 : 0));
  const tiny = features.map((value) => value * 1e-6 + 3);
  const found = leakage(features, width, codes, 2, undefined, settings(1));
  expect(found.linear).toBeGreaterThan(0.97);
  expect(found.knn).toBeGreaterThan(0.8);
  expect(found.mlp).toBeGreaterThan(0.94);
  expect(leakage(tiny.slice(), width, codes, 2, undefined, settings(1)).linear).toBeGreaterThan(0.9);
});

test('a radial code is hidden from the linear probe, and found by the perceptron and the neighbours', () => {
  const { features, codes } = planted(2, (x) => (x[3]! ** 2 + x[7]! ** 2 > 2 * Math.LN2 ? 1 : 0));
  const found = leakage(features, width, codes, 2, undefined, settings(2));
  expect(Math.abs(found.linear - 0.5)).toBeLessThan(3 * normalError);
  expect(found.knn).toBeGreaterThan(0.6);
  expect(found.mlp).toBeGreaterThan(0.87);
  expect(found.best).toBe(Math.max(found.linear, found.knn, found.mlp));
});

test('the exclusive-or of two features among sixteen is found by the perceptron', () => {
  const { features, codes } = planted(3, (x) => (x[2]! * x[11]! > 0 ? 1 : 0));
  const found = leakage(features, width, codes, 2, undefined, settings(3));
  expect(Math.abs(found.linear - 0.5)).toBeLessThan(3 * normalError);
  expect(found.mlp).toBeGreaterThan(0.88);
  expect(found.intervals.mlp.low).toBeLessThan(found.mlp);
  expect(found.intervals.mlp.high).toBeGreaterThan(found.mlp);
});

test('features that know nothing of z give chance, within three standard errors of the mean', () => {
  const n = 600;
  const results = Array.from({ length: 40 }, (_, seed) => {
    const random = new Random(100 + seed);
    const features = Float32Array.from({ length: n * 4 }, () => random.normal());
    const z = Int32Array.from({ length: n }, () => random.integer(2));
    return leakage(features, 4, z, 2, undefined, { random: new Random(seed), replicates: 1 });
  });
  for (const probe of ['linear', 'knn', 'mlp'] as const) {
    const mean = results.reduce((sum, result) => sum + result[probe], 0) / results.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(3 * Math.sqrt(0.25 / ((n / 2) * results.length)));
  }
});

test('a rare class counts as much as a common one', () => {
  const random = new Random(6);
  const z = Int32Array.from({ length: 2000 }, () => (random.uniform() < 0.1 ? 1 : 0));
  const features = Float32Array.from(z, (code) => code * 1.5 + random.normal());
  // The best threshold on a shift of 1.5 sd has recall Φ(0.75) = 0.773 in either class.
  const found = leakage(features, 1, z, 2, undefined, settings(6));
  expect(Math.abs(found.linear - 0.773)).toBeLessThan(0.06);
  expect(Math.abs(found.knn - 0.773)).toBeLessThan(0.08);
  expect(Math.abs(found.mlp - 0.773)).toBeLessThan(0.06);
});

test('three classes: chance is a third', () => {
  const { features, codes } = planted(7, (x) => (x[0]! < -0.43 ? 0 : x[0]! < 0.43 ? 1 : 2));
  const found = leakage(features, width, codes, 3, undefined, settings(7));
  expect(found.chance).toBeCloseTo(1 / 3, 12);
  expect(found.mlp).toBeGreaterThan(0.85);
});

test('no patient is on both sides: what only identifies the patient cannot be used', () => {
  const random = new Random(8);
  const patients = Int32Array.from({ length: 2000 }, (_, row) => Math.floor(row / 20));
  const identity = Float32Array.from({ length: 100 * 4 }, () => random.normal());
  const classOf = Int32Array.from({ length: 100 }, () => random.integer(2));
  const z = patients.map((patient) => classOf[patient]!);
  const features = Float32Array.from(
    { length: 2000 * 4 },
    (_, i) => identity[patients[i >> 2]! * 4 + (i % 4)]!,
  );
  const five = (seed: number) => ({ ...settings(seed), neighbours: 5 });
  const leaky = leakage(features, 4, z, 2, undefined, five(8));
  expect(leaky.knn).toBeGreaterThan(0.95);
  const honest = leakage(features, 4, z, 2, patients, five(8));
  expect(Math.abs(honest.knn - 0.5)).toBeLessThan(3 * Math.sqrt(0.25 / 50));
});

test('continuous z: R² near the noise ceiling where it is planted, near 0 where it is not', () => {
  const random = new Random(9);
  const linear = planted(10, (x) => 50 + 10 * (x[0]! + 0.5 * random.normal()));
  const found = continuousLeakage(linear.features, width, linear.z, undefined, settings(9));
  expect(found.linear).toBeCloseTo(0.8, 1);
  expect(found.mlp).toBeGreaterThan(0.7);
  const even = planted(11, (x) => x[0]! * x[1]!);
  const hidden = continuousLeakage(even.features, width, even.z, undefined, settings(10));
  expect(Math.abs(hidden.linear)).toBeLessThan(0.06);
  expect(hidden.mlp).toBeGreaterThan(0.6);
  const none = planted(12, () => random.normal());
  expect(
    Math.abs(continuousLeakage(none.features, width, none.z, undefined, settings(11)).best),
  ).toBeLessThan(0.06);
});

test('a head of the other polarity is blind where a fresh probe sees everything', () => {
  const { features, codes } = planted(13, (x) => (x[0]! > 0 ? 1 : 0));
  // A head trained on another slice, applied to f_y: it follows feature 1, which is not where z is.
  const head = Float64Array.from({ length: rows * 2 }, (_, i) => {
    const p = 1 / (1 + Math.exp(-features[(i >> 1) * width + 1]!));
    return i % 2 === 0 ? 1 - p : p;
  });
  expect(Math.abs(switchedHead(head, codes).accuracy - 0.5)).toBeLessThan(3 * Math.sqrt(0.25 / rows));
  expect(leakage(features, width, codes, 2, undefined, settings(13)).best).toBeGreaterThan(0.97);
});

test('the same seed gives the same numbers; bad input is named', () => {
  const { features, codes } = planted(14, (x) => (x[0]! > 0 ? 1 : 0));
  const some = features.slice(0, 400 * width);
  const run = () => leakage(some, width, codes.slice(0, 400), 2, undefined, settings(14));
  expect(run()).toEqual(run());
  expect(() => leakage(some, width, new Int32Array(400), 2, undefined, settings(1))).toThrow(/E_ONE_CLASS/);
  const lone = new Int32Array(400);
  lone[7] = 1;
  expect(() => leakage(some, width, lone, 2, undefined, settings(1))).toThrow(/E_TOO_FEW_PATIENTS/);
  some[33] = Number.NaN;
  expect(run).toThrow(/E_NOT_FINITE: features has the value NaN in row 2/);
});

test('the numbers are those that were published: no digit of any probe has moved', () => {
  const random = new Random(2);
  const f = Float32Array.from({ length: 900 * width }, () => random.normal());
  const codes = Int32Array.from({ length: 900 }, (_, row) => (f[row * width]! + random.normal() > 0 ? 1 : 0));
  const patients = codes.map((_, row) => row >> 1);
  const stream = new Random(9);
  const about = { random: stream, replicates: 100 };
  expect(leakage(f, width, codes, 2, patients, about)).toMatchObject({
    linear: 0.7488938053097345,
    knn: 0.6751540771175727,
    mlp: 0.706502844500632,
    intervals: { mlp: { low: 0.6750847324578627, high: 0.7512562789570854 } },
  });
  const values = Float64Array.from(codes, (code) => code + 0.5);
  expect(continuousLeakage(f, width, values, patients, about)).toMatchObject({
    linear: 0.2743436525637857,
    knn: 0.15268097576429618,
    mlp: 0.23851622740133205,
  });
});
