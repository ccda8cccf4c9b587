import { blur } from './blur.ts';
import { corner } from './corner.ts';
import type { DigitFactor } from './factor.ts';
import { intensity } from './intensity.ts';
import { position } from './position.ts';
import { rotation } from './rotation.ts';
import { ruler } from './ruler.ts';
import { shutter } from './shutter.ts';
import { thickness } from './thickness.ts';

/**
 * All factors in the order in which they are applied. The stroke comes first, then where the digit is, then how it is
 * exposed; marks come last, so that no other factor moves, blurs or dims them.
 */
export const factors: readonly DigitFactor[] = [
  thickness,
  rotation,
  position,
  blur,
  intensity,
  shutter,
  ruler,
  corner,
];

export { blur, corner, intensity, position, rotation, ruler, shutter, thickness };
