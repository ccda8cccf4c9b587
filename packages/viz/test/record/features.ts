import type { Random } from '@mimmx/core';
import type { FeatureBlock } from '@mimmx/experiment';
import { characterOf } from './characters.ts';

/** f_y in which y lies apart, and the confounders as far as the method lets them. */
export function block(
  method: string,
  seed: number,
  confounders: number,
  images: number,
  random: Random,
): FeatureBlock {
  const width = 8;
  const { separation } = characterOf(method);
  const values = new Float32Array(images * width);
  const y = new Int32Array(images);
  const z = Array.from({ length: confounders }, () => new Int32Array(images));
  for (let row = 0; row < images; row++) {
    y[row] = row % 2;
    for (const [i, codes] of z.entries()) codes[row] = (row >> (i + 1)) % 2;
    for (let column = 0; column < width; column++) {
      const shift = column === 0 ? 5 * y[row]! : (z[column - 1]?.[row] ?? 0) * separation;
      values[row * width + column] = shift + random.normal();
    }
  }
  return {
    method,
    seed,
    width,
    values,
    y,
    z,
    ids: Array.from({ length: images }, (_, row) => `digit-${row}`),
  };
}
