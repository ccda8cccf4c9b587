import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apportion, independentTable, largestRemainder } from '../src/rounding.ts';

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const shares = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 });

test('apportioned counts add up and stay within 1 of their share', () => {
  fc.assert(
    fc.property(shares, fc.nat(10_000), (parts, total) => {
      const counts = apportion(parts, total);
      expect(sum(counts)).toBe(total);
      counts.forEach((count, i) => {
        expect(Math.abs(count - ((parts[i] ?? 0) / sum(parts)) * total)).toBeLessThan(1 + 1e-6);
      });
    }),
  );
});

test('shares that are whole numbers stay as they are, whatever floating point makes of them', () => {
  // 0.7 · 10 = 7 but (0.1 + 0.6) · 10 = 6.999999999999999.
  expect(largestRemainder([(0.1 + 0.6) * 10, 3.0000000000000004], 10)).toEqual([7, 3]);
  expect(apportion([0.9, 0.1], 100)).toEqual([90, 10]);
});

test('a table has exactly the margins asked for, and every entry between 0 and its row', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(200), { minLength: 1, maxLength: 12 }), shares, (rows, parts) => {
      const columns = apportion(parts, sum(rows));
      const table = independentTable(rows, columns);
      expect(table.map(sum)).toEqual(rows);
      expect(columns.map((_, j) => sum(table.map((row) => row[j] ?? 0)))).toEqual(columns);
      expect(table.flat().every((count) => count >= 0 && Number.isInteger(count))).toBe(true);
    }),
  );
});

test('with two columns every entry is within 1 of the independent expectation', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(200), { minLength: 1, maxLength: 12 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (rows, share) => {
        const total = sum(rows);
        const first = Math.round(share * total);
        const table = independentTable(rows, [first, total - first]);
        table.forEach(([count = 0], row) => {
          const expected = total > 0 ? ((rows[row] ?? 0) * first) / total : 0;
          expect(Math.abs(count - expected)).toBeLessThan(1 + 1e-6);
        });
      },
    ),
  );
});
