import { expect, test } from 'vitest';
import { sobolPoints } from '../../src/sweep/sobol.ts';

test('is the sequence of scipy.stats.qmc.Sobol(d=21, scramble=False)', () => {
  // .random(64)[[5, 33, 63]], SciPy 1.17
  const points = sobolPoints(64, 21, null);
  for (const [row, expected] of Object.entries(SCIPY)) expect(points[Number(row)]).toEqual(expected);
});

test('a shift by a seed keeps one point in each of the equal cells of every axis', () => {
  for (const seed of [0, 7]) {
    const points = sobolPoints(32, 21, seed);
    for (let d = 0; d < 21; d++) {
      expect(new Set(points.map((point) => Math.floor(point[d]! * 32))).size).toBe(32);
    }
  }
  expect(sobolPoints(4, 2, 1)).not.toEqual(sobolPoints(4, 2, 2));
  expect(() => sobolPoints(1, 22, 0)).toThrow(/^E_SWEEP_SIZE/);
});

const SCIPY: Record<number, number[]> = {
  5: [
    0.875, 0.875, 0.125, 0.375, 0.875, 0.625, 0.875, 0.375, 0.375, 0.125, 0.375, 0.875, 0.875, 0.125, 0.875,
    0.375, 0.875, 0.375, 0.375, 0.625, 0.625,
  ],
  33: [
    0.546875, 0.765625, 0.203125, 0.046875, 0.640625, 0.421875, 0.296875, 0.171875, 0.484375, 0.546875,
    0.890625, 0.453125, 0.953125, 0.484375, 0.484375, 0.609375, 0.671875, 0.546875, 0.921875, 0.015625,
    0.828125,
  ],
  63: [
    0.015625, 0.796875, 0.359375, 0.453125, 0.859375, 0.140625, 0.578125, 0.140625, 0.828125, 0.578125,
    0.421875, 0.671875, 0.546875, 0.765625, 0.328125, 0.765625, 0.078125, 0.390625, 0.953125, 0.234375,
    0.234375,
  ],
};
