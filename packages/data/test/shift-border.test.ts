import { Random } from '@mimmx/core';
import { expect, test } from 'vitest';
import { shiftBy } from '../src/index.ts';

test('an image moves by no more than asked, repeats its border, and stays itself with 0', () => {
  const shape = [4, 5, 2] as const;
  const pixels = Float32Array.from({ length: 40 }, (_, i) => i);
  const moved = (most: number, random: Random) => {
    const copy = pixels.slice();
    shiftBy(most, 'repeat')(copy, shape, random);
    return copy;
  };
  expect(moved(0, new Random(1))).toEqual(pixels);
  const seen = new Set<string>();
  const random = new Random(2);
  for (let draw = 0; draw < 200; draw++) {
    const image = moved(1, random);
    // Place of the inner pixel (1, 2) tells the shift, and with it every other place.
    const at = image.indexOf(2 * (1 * 5 + 2));
    const [down, right] = [Math.floor(at / 2 / 5) - 1, ((at / 2) % 5) - 2];
    expect(Math.max(Math.abs(down), Math.abs(right))).toBeLessThanOrEqual(1);
    for (let row = 0; row < 4; row++)
      for (let column = 0; column < 5; column++) {
        const from = Math.min(3, Math.max(0, row - down)) * 5 + Math.min(4, Math.max(0, column - right));
        expect(image[(row * 5 + column) * 2 + 1]).toBe(2 * from + 1);
      }
    seen.add(`${down},${right}`);
  }
  expect(seen.size).toBe(9);
});
