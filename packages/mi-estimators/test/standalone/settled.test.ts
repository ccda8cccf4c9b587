import { expect, test } from 'vitest';
import { settled } from '../../src/standalone/settled.ts';

test('training is settled once the last quarter of the looks brought next to nothing', () => {
  expect(settled([0.1, 0.5, 0.6, 0.605])).toBe(true);
  expect(settled([0.1, 0.3, 0.5, 0.6])).toBe(false);
  expect(settled([-3, -2.5, -2.49, -2.48])).toBe(true);
  expect(settled([-3, -2.5, -2.4, -2.3])).toBe(false);
  expect(settled([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.6, 0.602])).toBe(true);
});

test('one look cannot tell', () => expect(settled([0.5])).toBe(false));
