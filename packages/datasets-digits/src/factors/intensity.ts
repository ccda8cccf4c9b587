import { binaryFactor } from './factor.ts';

/** What is left of the ink in a faint digit. */
const FAINT = 0.4;

/** Full ink, or 40 % of it. */
export const intensity = binaryFactor('intensity', ['full', 'faint'], (pixels, code) =>
  code === 0 ? pixels : pixels.map((value) => value * FAINT),
);
