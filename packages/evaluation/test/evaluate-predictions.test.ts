import { Random } from '@mimmx/core';
import { expect, test } from 'vitest';
import { evaluatePredictions, switchedHead } from '../src/index.ts';

/** A classifier that follows z1 in 80 % of rows: right where z1 = y, wrong where z1 ≠ y. */
function shortcut(rows: number, random: Random) {
  const y = Int32Array.from({ length: rows }, (_, row) => row % 2);
  const z1 = Int32Array.from({ length: rows }, (_, row) => (row >> 1) % 2);
  const probabilities = new Float32Array(rows * 2);
  for (let row = 0; row < rows; row++) {
    const source = random.uniform() < 0.8 ? z1[row]! : y[row]!;
    probabilities[row * 2 + source] = 0.7;
    probabilities[row * 2 + 1 - source] = 0.3;
  }
  return { y, z1, probabilities };
}

test('a shortcut on balanced data: accuracy 0.6, worst group 0.2, as constructed', () => {
  const random = new Random(11);
  const { y, z1, probabilities } = shortcut(4000, random);
  const z = [{ name: 'z1', codes: z1, labels: ['thin', 'thick'] }];
  const summary = evaluatePredictions({ y, probabilities, z, random, labels: ['<5', '≥5'] });
  expect(summary.accuracy).toBeCloseTo(0.6, 1);
  expect(summary.worstGroupAccuracy).toBeCloseTo(0.2, 1);
  // One threshold only: the area is the balanced accuracy.
  expect(summary.auroc).toBeCloseTo(summary.balancedAccuracy, 12);
  for (const name of ['accuracy', 'balancedAccuracy', 'auroc', 'worstGroupAccuracy'] as const) {
    expect(summary.intervals[name].low).toBeLessThanOrEqual(summary[name]);
    expect(summary.intervals[name].high).toBeGreaterThanOrEqual(summary[name]);
  }
});

test('what is undefined is null in JSON, never a made-up number', () => {
  const summary = evaluatePredictions({
    y: Int32Array.of(1, 1),
    probabilities: Float64Array.of(0.2, 0.8, 0.4, 0.6),
    random: new Random(1),
  });
  const json = JSON.parse(JSON.stringify(summary));
  expect(json.auroc).toBeNull();
  expect(json.accuracy).toBe(1);
});

test('refuses NaN probabilities, naming the row', () => {
  const probabilities = Float64Array.of(0.2, 0.8, Number.NaN, 0.6);
  expect(() => evaluatePredictions({ y: Int32Array.of(1, 1), probabilities, random: new Random(1) })).toThrow(
    /E_NOT_FINITE: values has the value NaN in row 1/,
  );
});

test('the switched head leaves rows without z out, and a head of the wrong polarity reads below chance', () => {
  const p = Float64Array.of(0.9, 0.1, 0.2, 0.8, 0.5, 0.5, 0.7, 0.3);
  expect(switchedHead(p, Int32Array.of(0, 1, -1, 0))).toEqual({ accuracy: 1, balancedAccuracy: 1 });
  expect(switchedHead(p, Int32Array.of(1, 0, -1, 1))).toEqual({ accuracy: 0, balancedAccuracy: 0 });
});
