import { SIDE } from '../source.ts';

const RADIANS = Math.PI / 180;

/**
 * How far strokes lean to the right, in degrees: the shear that upright strokes would need, from the second moments of
 * the ink about its centre.
 */
export function slantOf(pixels: Float32Array): number {
  const { row, column, mass } = centre(pixels);
  if (mass === 0) return 0;
  let [mixed, vertical] = [0, 0];
  for (let at = 0; at < pixels.length; at++) {
    const [down, right] = [Math.floor(at / SIDE) - row, (at % SIDE) - column];
    mixed += pixels[at]! * down * right;
    vertical += pixels[at]! * down * down;
  }
  return vertical > 0 ? Math.atan(-mixed / vertical) / RADIANS : 0;
}

/** The same digit leaning by that many degrees, sheared about its centre; bilinear. Outside the image is 0. */
export function withSlant(pixels: Float32Array, degrees: number): Float32Array {
  const { row } = centre(pixels);
  const shear = Math.tan(degrees * RADIANS) - Math.tan(slantOf(pixels) * RADIANS);
  const result = new Float32Array(pixels.length);
  for (let r = 0; r < SIDE; r++) {
    for (let c = 0; c < SIDE; c++) {
      const source = c + shear * (r - row);
      const left = Math.floor(source);
      const share = source - left;
      const at = (k: number) => (k >= 0 && k < SIDE ? pixels[r * SIDE + k]! : 0);
      result[r * SIDE + c] = at(left) * (1 - share) + at(left + 1) * share;
    }
  }
  return result;
}

function centre(pixels: Float32Array): { row: number; column: number; mass: number } {
  let [row, column, mass] = [0, 0, 0];
  for (let at = 0; at < pixels.length; at++) {
    const ink = pixels[at]!;
    row += ink * Math.floor(at / SIDE);
    column += ink * (at % SIDE);
    mass += ink;
  }
  return mass > 0
    ? { row: row / mass, column: column / mass, mass }
    : { row: SIDE / 2, column: SIDE / 2, mass };
}
