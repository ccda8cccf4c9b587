import { SIDE } from '../source.ts';
import { binaryFactor } from './factor.ts';

/** Rows between two ticks, and the first of them: below the mark of `corner`. */
const STEP = 4;
const FIRST = 6;

/** Nothing, or the ticks of a ruler along the left edge, as ultrasound images have. */
export const ruler = binaryFactor('ruler', ['none', 'ticks'], (pixels, code) => {
  if (code === 0) return pixels;
  const marked = pixels.slice();
  for (let row = FIRST; row < SIDE - 2; row += STEP) marked[row * SIDE] = 1;
  return marked;
});
