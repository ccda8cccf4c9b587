import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foreground, otsuThreshold } from '../../src/volume/mask.ts';
import { normalise, percentile } from '../../src/volume/normalise.ts';

const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 200 });

describe('percentile', () => {
  test('is the interpolated order statistic of a full sort', () => {
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 100, noNaN: true }), (list, p) => {
        const sorted = [...list].sort((a, b) => a - b);
        const position = ((sorted.length - 1) * p) / 100;
        const low = sorted[Math.floor(position)]!;
        const expected = low + (position % 1) * (sorted[Math.ceil(position)]! - low);
        expect(percentile(Float32Array.from(list), p)).toBeCloseTo(expected, 10);
      }),
    );
  });

  test('numpy.percentile([1, 2, 4, 8, 16], 30) is 2.4', () => {
    expect(percentile(Float32Array.of(16, 1, 8, 2, 4), 30)).toBeCloseTo(2.4, 12);
  });

  test('of nothing is NaN', () => expect(percentile(new Float32Array(), 50)).toBeNaN());
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
        // With 0 and 256 in the sample every integer has a histogram bin of its own.
        const data = Float32Array.from([0, 256, ...list]);
        const within = (threshold: number) =>
          [data.filter((v) => v <= threshold), data.filter((v) => v > threshold)]
            .map((part) => {
              const mean = part.reduce((a, b) => a + b, 0) / part.length;
              return part.reduce((a, b) => a + (b - mean) ** 2, 0);
            })
            .reduce((a, b) => a + b);
        const best = Math.min(...Array.from({ length: 255 }, (_, t) => within(t)));
        // 255 and 256 share the last bin, which moves the class means by less than one bin.
        expect(within(otsuThreshold(data))).toBeLessThanOrEqual(best + data.length);
      }),
    );
  });

  test('finds the gap between two groups', () => {
    const data = Float32Array.from([...Array(50).fill(1), ...Array(20).fill(9)]);
    expect(foreground(data, 'otsu').length).toBe(20);
  });
});
