import { SIDE } from '../source.ts';
import { binaryFactor } from './factor.ts';

/** Upright, or turned by a quarter counter-clockwise about the centre: exact, no value is interpolated. */
export const rotation = binaryFactor('rotation', ['0°', '90°'], (pixels, code) =>
  code === 0
    ? pixels
    : pixels.map((_, at) => {
        const row = Math.floor(at / SIDE);
        const column = at % SIDE;
        return pixels[column * SIDE + (SIDE - 1 - row)] ?? 0;
      }),
);
