import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fit, spread, textWidth } from '../../src/svg/text.ts';

test('a text that fits is kept; another ends in an ellipsis and fits then', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), fc.integer({ min: 20, max: 200 }), (text, width) => {
      const fitted = fit(text, width);
      if (textWidth(text) <= width) expect(fitted).toBe(text);
      else {
        expect(fitted.endsWith('…')).toBe(true);
        expect(textWidth(fitted)).toBeLessThanOrEqual(width);
      }
    }),
  );
});

test('labels that have room end at least a gap apart and inside, in their order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 8 }), (positions) => {
      const placed = spread(positions, 12, 0, 100);
      const order = positions.map((_, i) => i).sort((a, b) => positions[a]! - positions[b]!);
      for (const [rank, i] of order.entries()) {
        expect(placed[i]).toBeGreaterThanOrEqual(0);
        expect(placed[i]).toBeLessThanOrEqual(100);
        if (rank > 0) expect(placed[i]! - placed[order[rank - 1]!]!).toBeGreaterThanOrEqual(12 - 1e-9);
      }
    }),
  );
});

test('labels that do not touch stay where they are', () => {
  expect(spread([80, 10, 40], 12, 0, 100)).toEqual([80, 10, 40]);
});
