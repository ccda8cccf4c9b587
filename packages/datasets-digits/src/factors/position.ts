import { SIDE } from '../source.ts';
import { binaryFactor } from './factor.ts';

/** Pixels to the right and down. Most digits leave a margin of four, centred as they are by mass. */
const STEP = 3;

/** In the middle, or moved three pixels to the right and three down; 1 % of the ink passes the edge and is cut off. */
export const position = binaryFactor('position', ['centre', 'lower right'], (pixels, code) => {
  if (code === 0) return pixels;
  const moved = new Float32Array(pixels.length);
  for (let row = STEP; row < SIDE; row++) {
    const from = (row - STEP) * SIDE;
    moved.set(pixels.subarray(from, from + SIDE - STEP), row * SIDE + STEP);
  }
  return moved;
});
