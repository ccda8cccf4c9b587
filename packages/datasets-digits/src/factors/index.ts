import { blur } from './blur.ts';
import { corner } from './corner.ts';
import type { DigitFactor } from './factor.ts';
import { intensity } from './intensity.ts';
import { position } from './position.ts';
import { rotation } from './rotation.ts';
import { thickness } from './thickness.ts';

/**
 * All factors in the order in which they are applied. The stroke comes first, then where the digit is, then how it is
 * exposed; the mark comes last, so that no other factor moves, blurs or dims it.
 */
export const factors: readonly DigitFactor[] = [thickness, rotation, position, blur, intensity, corner];

export { blur, corner, intensity, position, rotation, thickness };
