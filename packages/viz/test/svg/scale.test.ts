import fc from 'fast-check';
import { expect, test } from 'vitest';
import { extent, linear, logarithmic } from '../../src/svg/scale.ts';

const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });

test('a linear scale maps its domain to its range, and its ticks are round, inside and evenly spaced', () => {
  fc.assert(
    fc.property(finite, fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (low, width) => {
      const scale = linear([low, low + width], [10, 210]);
      expect(scale(low)).toBeCloseTo(10, 4);
      expect(scale(low + width)).toBeCloseTo(210, 4);
      expect(scale.ticks.length).toBeGreaterThanOrEqual(1);
      expect(scale.ticks.length).toBeLessThanOrEqual(6);
      for (const tick of scale.ticks) {
        expect(scale(tick)).toBeGreaterThanOrEqual(10 - 1e-3);
        expect(scale(tick)).toBeLessThanOrEqual(210 + 1e-3);
      }
    }),
  );
});

test('labels of ticks are the ticks', () => {
  const scale = linear([0, 0.5], [0, 100]);
  expect(scale.ticks.map(scale.label)).toEqual(['0.0', '0.2', '0.4']);
  expect(linear([-2, 2], [0, 1]).ticks).toEqual([-2, -1, 0, 1, 2]);
  expect(linear([0, 4000], [0, 1]).label(1500)).toBe('1.5k');
});

test('a domain without width still has a place for its value', () => {
  expect(linear([3, 3], [0, 100])(3)).toBe(50);
});

test('a logarithmic scale puts equal factors at equal distances', () => {
  const scale = logarithmic([0.1, 10], [0, 100]);
  expect(scale(1)).toBeCloseTo(50, 10);
  expect(scale(2) - scale(1)).toBeCloseTo(scale(10) - scale(5), 10);
  expect(scale.ticks).toContain(1);
});

test('extent ignores what is not finite', () => {
  expect(extent([Number.NaN, 3, -1, Number.POSITIVE_INFINITY])).toEqual([-1, 3]);
  expect(extent([Number.NaN], [0, 1])).toEqual([0, 1]);
});
