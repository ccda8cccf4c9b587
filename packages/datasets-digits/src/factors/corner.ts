import { SIDE } from '../source.ts';
import { binaryFactor } from './factor.ts';

/** First and last row and column of the mark, inside the margin that digits leave. */
const FROM = 1;
const TO = 3;

/** Nothing, or a mark of 3 × 3 pixels in the upper left corner, as burnt-in letters on X-rays are. */
export const corner = binaryFactor('corner', ['none', 'mark'], (pixels, code) => {
  if (code === 0) return pixels;
  const marked = pixels.slice();
  for (let row = FROM; row <= TO; row++) marked.fill(1, row * SIDE + FROM, row * SIDE + TO + 1);
  return marked;
});
