import { SIDE } from '../source.ts';
import { binaryFactor } from './factor.ts';

/** Rows that the shutter covers, and how bright it is. */
const ROWS = 2;
const GREY = 0.5;

/** Nothing, or a grey bar over the lowest two rows, as a collimator's blade leaves on X-rays. */
export const shutter = binaryFactor('shutter', ['open', 'bar'], (pixels, code) => {
  if (code === 0) return pixels;
  const covered = pixels.slice();
  covered.fill(GREY, (SIDE - ROWS) * SIDE);
  return covered;
});
