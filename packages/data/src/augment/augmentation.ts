import type { Random } from '@mimmx/core';

/**
 * Changes one image in place. It must leave every z readable as labelled.
 *
 * @param pixels row-major in `shape`
 * @param shape [height, width, channels] or [depth, height, width, channels]
 */
export type Augmentation = (pixels: Float32Array, shape: readonly number[], random: Random) => void;
