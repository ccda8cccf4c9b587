import { SIDE } from '../source.ts';
import { binaryFactor } from './factor.ts';
import { dilate, enlarge, erode, reduce } from './morphology.ts';

/** Stroke widths in pixels: digits come with 1.5 to 5. */
const THIN = 1.5;
const THICK = 4.2;
/** Enlargement before morphology, so that a stroke can change by fractions of a pixel. */
const SCALE = 3;

/**
 * Thin or thick strokes, by grey-scale erosion and dilation with a disc whose radius depends on the stroke width
 * found, in the manner of Morpho-MNIST (Castro et al., JMLR 2019). Every thin digit comes to a width of about
 * 1.5 pixels and every thick one to about 4.2, so the two classes do not overlap, as relative changes would.
 */
export const thickness = binaryFactor('thickness', ['thin', 'thick'], (pixels, code) =>
  withStrokeWidth(pixels, code === 0 ? THIN : THICK),
);

/**
 * The same digit with strokes of about that mean width.
 *
 * @param pixels [28, 28], 0 (paper) to 1 (ink); left unchanged
 * @param width in pixels, 1 to 5
 */
export function withStrokeWidth(pixels: Float32Array, width: number): Float32Array {
  const change = (width - strokeWidth(pixels)) / 2;
  const large = enlarge(pixels, SIDE, SCALE);
  const side = SIDE * SCALE;
  const radius = Math.abs(change) * SCALE;
  if (change >= 0) return reduce(dilate(large, side, radius), side, SCALE);
  const eroded = erode(large, side, radius);
  // Where a stroke is narrower than the disc, erosion would break it: what opening removes is kept (top-hat).
  const opened = dilate(eroded, side, radius);
  const kept = eroded.map((value, i) => Math.max(value, (large[i] ?? 0) - (opened[i] ?? 0)));
  return reduce(kept, side, SCALE);
}

/**
 * Mean width of the strokes in pixels: twice the area over the perimeter, which for grey values is the sum of all
 * pixels over that of the gradient's length (coarea formula).
 */
export function strokeWidth(pixels: Float32Array): number {
  let area = 0;
  let perimeter = 0;
  for (let row = 0; row < SIDE - 1; row++) {
    for (let column = 0; column < SIDE - 1; column++) {
      const at = row * SIDE + column;
      const here = pixels[at] ?? 0;
      area += here;
      perimeter += Math.hypot((pixels[at + 1] ?? 0) - here, (pixels[at + SIDE] ?? 0) - here);
    }
  }
  return perimeter > 0 ? (2 * area) / perimeter : 0;
}
