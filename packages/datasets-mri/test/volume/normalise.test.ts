import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskThreshold, otsuThreshold } from '../../src/volume/mask.ts';
import { normalise } from '../../src/volume/normalise.ts';
import { percentiles } from '../../src/volume/percentiles.ts';

describe('percentiles', () => {
  const whole = fc.integer({ min: -50, max: 50 });
  const real = fc.float({
    noNaN: true,
    noDefaultInfinity: true,
    min: Math.fround(-1e30),
    max: Math.fround(1e30),
  });
  const close = fc.float({ noNaN: true, min: 1, max: Math.fround(1.001) });

  test('are the interpolated order statistics of a full sort of what lies above the threshold', () => {
    const values = fc.oneof(
      ...[whole, real, close].map((kind) => fc.array(kind, { minLength: 1, maxLength: 150 })),
    );
    const share = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(
        values,
        fc.array(share, { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        (list, wanted, masked) => {
          const threshold = masked ? 0 : Number.NEGATIVE_INFINITY;
          const data = Float32Array.from(list);
          const sorted = data.filter((value) => value > threshold).sort();
          const found = percentiles(data, wanted, threshold);
          expect(data).toEqual(Float32Array.from(list));
          wanted.forEach((p, at) => {
            if (sorted.length === 0) {
              expect(found[at]).toBeNaN();
              return;
            }
            const position = ((sorted.length - 1) * p) / 100;
            const low = sorted[Math.floor(position)]!;
            const expected = low + (position - Math.floor(position)) * (sorted[Math.ceil(position)]! - low);
            expect(Object.is(found[at]! + 0, expected + 0)).toBe(true);
          });
        },
      ),
      { numRuns: 500 },
    );
  });

  test('numpy.percentile([1, 2, 4, 8, 16], [30, 100]) is [2.4, 16]', () => {
    const [low, high] = percentiles(Float32Array.of(16, 1, 8, 2, 4), [30, 100], Number.NEGATIVE_INFINITY);
    expect(low).toBeCloseTo(2.4, 12);
    expect(high).toBe(16);
  });
});

describe('normalise', () => {
  test('zscore: mean 0 and sd 1 within the mask, one map for all voxels', () => {
    const data = Float32Array.of(0, 0, 0, 2, 4, 6, 8);
    normalise(data, 'zscore', 'positive');
    const inside = [...data.subarray(3)];
    expect(inside.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 6);
    expect(inside.reduce((a, b) => a + b * b, 0) / 4).toBeCloseTo(1, 6);
    expect(data[0]).toBeCloseTo(-5 / Math.sqrt(5), 6);
  });

  test('percentile: low becomes 0, high 1, the rest is clipped', () => {
    const data = Float32Array.of(-10, 10, 20, 30, 40, 50);
    normalise(data, { percentile: [25, 75] }, { above: 0 });
    expect([...data]).toEqual([0, 0, 0, 0.5, 1, 1]);
  });

  test('an empty foreground and a constant image give 0', () => {
    for (const option of ['zscore', { percentile: [1, 99] }] as const) {
      for (const data of [Float32Array.of(-1, -2), Float32Array.of(3, 3, 3)]) {
        normalise(data, option, 'positive');
        expect([...data].every((value) => value === 0)).toBe(true);
      }
    }
  });
});

describe('otsuThreshold', () => {
  test('parts the sample where the variance within the two classes is least', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 2, maxLength: 80 }), (list) => {
        // With 0 and 255 in the sample every whole number has a histogram bin of its own.
        const data = Float32Array.from([0, 255, ...list]);
        const within = (threshold: number) =>
          [data.filter((v) => v <= threshold), data.filter((v) => v > threshold)]
            .map((part) => {
              const mean = part.reduce((a, b) => a + b, 0) / part.length;
              return part.reduce((a, b) => a + (b - mean) ** 2, 0);
            })
            .reduce((a, b) => a + b);
        const best = Math.min(...Array.from({ length: 255 }, (_, t) => within(t)));
        expect(within(otsuThreshold(data))).toBeLessThan(best * (1 + 1e-9) + 1e-9);
      }),
    );
  });

  test('finds the gap between two groups', () => {
    const data = Float32Array.from([...Array(50).fill(1), ...Array(20).fill(9)]);
    const threshold = maskThreshold(data, 'otsu');
    expect(data.filter((value) => value > threshold)).toHaveLength(20);
  });
});
