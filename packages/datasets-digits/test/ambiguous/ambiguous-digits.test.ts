import { Random } from '@mimmx/core';
import { auroc, sampleOf } from '@mimmx/evaluation';
import { beforeAll, expect, test } from 'vitest';
import { slantOf, withSlant } from '../../src/ambiguous/slant.ts';
import { type AmbiguousDigits, ambiguousAttributes, ambiguousDigits, loadDigits } from '../../src/index.ts';
import { PIXELS } from '../../src/source.ts';

let digits: AmbiguousDigits;
const COUNT = 600;

beforeAll(async () => {
  const source = await loadDigits();
  const rows = new Random(1).permutation(source.count).subarray(0, COUNT);
  digits = ambiguousDigits(source, { rows, random: new Random(2) });
});

const image = (row: number) =>
  Float32Array.from(digits.images.subarray(row * PIXELS, (row + 1) * PIXELS), (byte) => byte / 255);
const correlation = (a: Float64Array, b: Float64Array) => {
  const mean = (v: Float64Array) => v.reduce((x, y) => x + y, 0) / v.length;
  const [ma, mb] = [mean(a), mean(b)];
  const sum = (of: (i: number) => number) => a.reduce((total, _, i) => total + of(i), 0);
  return (
    sum((i) => (a[i]! - ma) * (b[i]! - mb)) /
    Math.sqrt(sum((i) => (a[i]! - ma) ** 2) * sum((i) => (b[i]! - mb) ** 2))
  );
};

test('a shear to an angle is measured as that angle', () => {
  const stroke = new Float32Array(PIXELS);
  for (let r = 6; r < 22; r++) stroke.fill(1, r * 28 + 13, r * 28 + 15);
  expect(slantOf(stroke)).toBeCloseTo(0, 6);
  for (const degrees of [-20, -5, 12, 25])
    expect(Math.abs(slantOf(withSlant(stroke, degrees)) - degrees)).toBeLessThan(1);
  expect(slantOf(withSlant(stroke, 15))).toBeGreaterThan(0);
});

test.each(ambiguousAttributes.map((attribute) => [attribute.name, attribute] as const))(
  '%s: images show the quantity that was drawn',
  (name, { measure }) => {
    const measured = Float64Array.from({ length: COUNT }, (_, row) => measure(image(row)));
    expect(correlation(measured, digits.values[name])).toBeGreaterThan(0.9);
  },
);

test.each([
  ['thickness', 0.75],
  ['intensity', 0.85],
  ['slant', 0.95],
] as const)('the best reading of %s has an AUC of %d, and is calibrated', (name, expected) => {
  const { middle, sd, separation } = ambiguousAttributes.find((one) => one.name === name)!;
  const random = new Random(3);
  const truth = Int32Array.from({ length: 20_000 }, () => random.integer(2));
  const values = Float64Array.from(
    truth,
    (code) => middle + sd * ((code - 0.5) * separation + random.normal()),
  );
  const p = values.map((value) => digits.posterior(name, value));
  const auc = auroc.of(sampleOf(truth, Float64Array.from([...p].flatMap((one) => [1 - one, one]))));
  expect(Math.abs(auc - expected)).toBeLessThan(0.01);
  const near = [...p].flatMap((one, i) => (one > 0.6 && one < 0.8 ? [truth[i]! - one] : []));
  expect(Math.abs(near.reduce((a, b) => a + b, 0) / near.length)).toBeLessThan(0.03);
});

test('a row under its own codes is its image; under others only what was asked for changes', () => {
  const own = {
    thickness: digits.codes.thickness[5]!,
    intensity: digits.codes.intensity[5]!,
    slant: digits.codes.slant[5]!,
  };
  expect(digits.render(5, own)).toEqual(digits.images.slice(5 * PIXELS, 6 * PIXELS));
  const darker = digits.render(5, { ...own, intensity: 1 - own.intensity });
  const ratio = ambiguousAttributes[1]!.sd * ambiguousAttributes[1]!.separation;
  const peak = (bytes: Uint8Array) => bytes.reduce((a, b) => Math.max(a, b), 0) / 255;
  expect(Math.abs(Math.abs(peak(darker) - peak(digits.render(5, own))) - ratio)).toBeLessThan(0.01);
  expect(() =>
    ambiguousDigits(
      { count: 1, digits: Int32Array.of(0), bytes: new Uint8Array(PIXELS), licence: '' },
      { rows: [3], random: new Random(1) },
    ),
  ).toThrow(/E_ROW: There is no digit 3/);
});
