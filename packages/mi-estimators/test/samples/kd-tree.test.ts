import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ballCounter } from '../../src/samples/ball-counter.ts';
import { KdTree } from '../../src/samples/kd-tree.ts';

const points = fc
  .record({ d: fc.integer({ min: 1, max: 4 }), n: fc.integer({ min: 6, max: 90 }) })
  .chain(({ d, n }) =>
    fc.record({
      d: fc.constant(d),
      // Whole numbers make ties, which is where neighbour searches go wrong.
      values: fc.array(
        fc.oneof(fc.integer({ min: -4, max: 4 }), fc.double({ min: -4, max: 4, noNaN: true })),
        {
          minLength: n * d,
          maxLength: n * d,
        },
      ),
    }),
  );

const distance = (v: Float64Array, d: number, i: number, j: number) =>
  Math.max(...Array.from({ length: d }, (_, c) => Math.abs(v[i * d + c]! - v[j * d + c]!)));

test('neighbours and counts are those of brute force', () => {
  fc.assert(
    fc.property(
      points,
      fc.double({ min: 0, max: 3, noNaN: true }),
      fc.boolean(),
      ({ d, values }, radius, closed) => {
        const v = Float64Array.from(values);
        const n = v.length / d;
        const tree = new KdTree(v, d);
        const counter = ballCounter(v, d);
        const k = 5;
        const found = new Float64Array(k);
        const indices = new Int32Array(k);
        for (let i = 0; i < n; i += 7) {
          const all = Array.from({ length: n }, (_, j) => distance(v, d, i, j));
          const others = all.filter((_, j) => j !== i).sort((a, b) => a - b);
          tree.nearest(i, k, indices, found);
          expect(Array.from(found)).toEqual(others.slice(0, k));
          expect(Array.from(indices, (j) => all[j])).toEqual(others.slice(0, k));
          // Rows equal to this one count also at radius 0 where the ball is open.
          const inside = all.filter((g) => g === 0 || (closed ? g <= radius : g < radius)).length;
          expect(counter.count(i, radius, closed)).toBe(inside);
        }
      },
    ),
    { numRuns: 60 },
  );
});
