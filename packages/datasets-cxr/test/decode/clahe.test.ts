import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clahe } from '../../src/decode/clahe.ts';
import { difference, readGrey } from './fixture.ts';

describe('CLAHE', () => {
  test.each([
    ['clahe-even-in.png', 'clahe-even.png', { tiles: 8, clipLimit: 2 }],
    ['image8.png', 'clahe-odd.png', { tiles: 4, clipLimit: 3.5 }],
    ['image16.png', 'clahe-16bit.png', { tiles: 2, clipLimit: 40 }],
  ])('of %s is OpenCV’s %s', async (input, output, options) => {
    const expected = await readGrey(output);
    const ours = clahe(await readGrey(input), options);
    const { mean, most } = difference(ours.pixels, expected.pixels);
    // Rounding of the interpolated value may differ by one level.
    expect(most).toBeLessThanOrEqual(1);
    expect(mean).toBeLessThan(0.01);
  });

  test('with one tile and no limit is plain histogram equalisation', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 30, maxLength: 30 }), (pixels) => {
        const { pixels: out } = clahe({ width: 6, height: 5, pixels }, { tiles: 1, clipLimit: 1e6 });
        for (const [i, value] of pixels.entries()) {
          const below = pixels.filter((other) => other <= value).length;
          expect(Math.abs(out[i]! - (below * 255) / 30)).toBeLessThanOrEqual(0.5 + 1e-3);
        }
      }),
    );
  });
});
