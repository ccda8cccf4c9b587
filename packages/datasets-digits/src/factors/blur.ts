import { SIDE } from '../source.ts';
import { binaryFactor } from './factor.ts';

/** Standard deviation in pixels. */
const SIGMA = 1.5;
const REACH = 4;

const kernel = Array.from({ length: 2 * REACH + 1 }, (_, i) =>
  Math.exp(-((i - REACH) ** 2) / (2 * SIGMA ** 2)),
);
const total = kernel.reduce((a, b) => a + b, 0);

/** Sharp, or blurred by a Gaussian with a standard deviation of 1.5 pixels. Outside the image is 0. */
export const blur = binaryFactor('blur', ['sharp', 'blurred'], (pixels, code) =>
  code === 0 ? pixels : along(along(pixels, 1, SIDE), SIDE, 1),
);

/** Convolves the lines whose pixels lie `step` apart and whose starts lie `next` apart. */
function along(pixels: Float32Array, step: number, next: number): Float32Array {
  const result = new Float32Array(pixels.length);
  for (let line = 0; line < SIDE; line++) {
    for (let place = 0; place < SIDE; place++) {
      let sum = 0;
      for (let k = -REACH; k <= REACH; k++) {
        const source = place + k;
        if (source < 0 || source >= SIDE) continue;
        sum += (kernel[k + REACH] ?? 0) * (pixels[line * next + source * step] ?? 0);
      }
      result[line * next + place * step] = sum / total;
    }
  }
  return result;
}
