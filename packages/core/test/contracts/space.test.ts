import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Space, space } from '../../src/contracts/index.ts';
import { Random } from '../../src/tensor/random.ts';

const draws = <T>(of: Space<T>, count = 4000): readonly T[] => {
  const random = new Random(7);
  return Array.from({ length: count }, () => of.sample(random));
};
const share = <T>(values: readonly T[], test: (value: T) => boolean): number =>
  values.filter(test).length / values.length;

describe('a draw', () => {
  test('is uniform: the share below a point is its place in the range', () => {
    const values = draws(space.uniform(-1, 3));
    for (const at of [0, 1, 2]) expect(share(values, (value) => value < at)).toBeCloseTo((at + 1) / 4, 1);
  });

  test('is uniform in the logarithm: each decade gets as many', () => {
    const values = draws(space.logUniform(1e-4, 1e-1));
    for (const [low, high] of [
      [1e-4, 1e-3],
      [1e-3, 1e-2],
      [1e-2, 1e-1],
    ] as const)
      expect(share(values, (value) => value >= low && value < high)).toBeCloseTo(1 / 3, 1);
  });

  test('of whole numbers reaches both ends, each as often', () => {
    const values = draws(space.integer(2, 5));
    expect(new Set(values)).toEqual(new Set([2, 3, 4, 5]));
    for (const value of [2, 5]) expect(share(values, (other) => other === value)).toBeCloseTo(1 / 4, 1);
  });

  test('of a choice gives its values alone', () => {
    expect(new Set(draws(space.choice('a', 'b', 'c'), 100))).toEqual(new Set(['a', 'b', 'c']));
  });

  test('stays within the ends, and comes from the randomness handed in', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 1, max: 1000 }),
        fc.nat(),
        (a, b, seed) => {
          const [low, high] = [a, a + b];
          for (const of of [
            space.uniform(low, high),
            space.logUniform(low, high),
            space.integer(low, high),
            space.logInteger(low, high),
          ]) {
            const value = of.sample(new Random(seed));
            expect(value).toBeGreaterThanOrEqual(low);
            expect(value).toBeLessThanOrEqual(high);
            expect(of.sample(new Random(seed))).toBe(value);
          }
        },
      ),
    );
  });
});

test.each([
  [space.uniform(0, 1), 5, [0, 0.25, 0.5, 0.75, 1]],
  [space.uniform(0.1, 0.7), 3, [0.1, 0.4, 0.7]],
  [space.logUniform(1e-4, 1), 3, [1e-4, 1e-2, 1]],
  [space.logUniform(1e-4, 1), 1, [1e-2]],
  [space.integer(1, 3), 10, [1, 2, 3]],
  [space.logInteger(16, 256), 5, [16, 32, 64, 128, 256]],
  [space.choice('elu', 'relu'), 1, ['elu', 'relu']],
] as const)('$text as a grid of %i', (of, points, expected) => {
  expect(of.grid(points)).toEqual(expected);
});

test.each([
  [space.uniform(0, 1), '0 to 1'],
  [space.logUniform(1e-3, 1), '0.001 to 1, by factors'],
  [space.integer(1, 8), 'whole 1 to 8'],
  [space.choice('relu', 'elu', 'tanh'), '"relu", "elu" or "tanh"'],
  [space.choice([64], [64, 64]), '[64] or [64,64]'],
])('reads %#', (of, text) => {
  expect(of.text).toBe(text);
});

test.each([
  () => space.uniform(1, 1),
  () => space.logUniform(0, 1),
  () => space.integer(3, 2),
  () => space.choice('alone'),
])('refuses a space that is none: %#', (make) => {
  expect(make).toThrow(RangeError);
});
