import type { CategoricalFactor } from '@mimmx/core';

/** A property of a digit's image that can be set, whatever the digit and the other factors. */
export interface DigitFactor extends CategoricalFactor {
  /**
   * The image with this factor at `code`. The same input gives the same output, always.
   *
   * @param pixels [28, 28], 0 (paper) to 1 (ink); left unchanged
   */
  apply(pixels: Float32Array, code: number): Float32Array;
}

/** A factor with two classes. */
export function binaryFactor(
  name: string,
  labels: readonly [string, string],
  apply: DigitFactor['apply'],
): DigitFactor {
  return { name, kind: 'categorical', classes: 2, labels, apply };
}
