import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frontier, frontierChart, inline } from '../../src/index.ts';
import { all, parse } from '../xml.ts';

test('the frontier is what no other point beats in both (brute force)', () => {
  const point = fc.record({
    accuracy: fc.integer({ min: 0, max: 20 }),
    leakage: fc.integer({ min: 0, max: 20 }),
  });
  fc.assert(
    fc.property(fc.array(point, { maxLength: 12 }), (points) => {
      const beaten = (p: (typeof points)[number]) =>
        points.some(
          (q) =>
            q.accuracy >= p.accuracy &&
            q.leakage <= p.leakage &&
            (q.accuracy > p.accuracy || q.leakage < p.leakage),
        );
      const found = new Set(frontier(points).map((p) => `${p.accuracy} ${p.leakage}`));
      const expected = new Set(points.filter((p) => !beaten(p)).map((p) => `${p.accuracy} ${p.leakage}`));
      expect(found).toEqual(expected);
    }),
  );
});

test('methods without a value are left out, and labels do not lie on each other', () => {
  const points = Array.from({ length: 6 }, (_, i) => ({
    name: `method ${i}`,
    accuracy: 0.8 + i * 0.001,
    leakage: 0.9,
  }));
  const chart = frontierChart({
    points: [...points, { name: 'diverged', accuracy: Number.NaN, leakage: 0.5 }],
  });
  const text = inline(chart).text;
  expect(text).not.toMatch(/NaN|diverged/);
  const y = all(parse(text), 'text')
    .filter(({ text }) => text.startsWith('method'))
    .map(({ attributes }) => Number(attributes.y));
  expect(y).toHaveLength(6);
  const sorted = y.sort((a, b) => a - b);
  for (let i = 1; i < sorted.length; i++) expect(sorted[i]! - sorted[i - 1]!).toBeGreaterThanOrEqual(12);
});
