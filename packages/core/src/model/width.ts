import type { Factor } from '../contracts/index.ts';

/**
 * The width that f_y needs for a linear head: K − 1 for K classes, whose means are the corners of a simplex, and 1 for
 * a number. What is wider leaves room for something else.
 */
export const sufficientWidth = (y: Factor): number =>
  y.kind === 'categorical' ? Math.max(1, y.classes - 1) : 1;

/** Half the distance of two classes in standard deviations of the noise, at most. */
const APART = 8;

/**
 * Noise of a channel that lets K classes through: with all variance of standardised features between the classes,
 * and these at the corners of a simplex, half the distance of two classes is √(width·K / (2(K − 1))); the noise is an
 * eighth of that. 0.5 for two classes at width 16, 0.28 for ten at width 9. Ours.
 */
export function channelDeviation(y: Factor, width: number): number {
  const classes = y.kind === 'categorical' ? y.classes : 2;
  return Math.sqrt((width * classes) / (2 * (classes - 1))) / APART;
}

/** What to say of an f_y that is narrower than its task needs; null if there is nothing to say. */
export function widthNote(y: Factor, width: number): string | null {
  const needed = sufficientWidth(y);
  if (width >= needed) return null;
  return `f_y is ${width} wide, and the classes of ${y.name} need ${needed}: a linear head cannot tell all of them apart. Leave primaryWidth out, or set it to ${needed}.`;
}
