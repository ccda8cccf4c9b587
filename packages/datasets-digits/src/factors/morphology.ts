/** A square image made larger by a whole factor, bilinear between pixel centres. */
export function enlarge(pixels: Float32Array, side: number, factor: number): Float32Array {
  const large = side * factor;
  const result = new Float32Array(large * large);
  for (let row = 0; row < large; row++) {
    const y = Math.min(Math.max((row + 0.5) / factor - 0.5, 0), side - 1);
    const top = Math.min(Math.floor(y), side - 2);
    for (let column = 0; column < large; column++) {
      const x = Math.min(Math.max((column + 0.5) / factor - 0.5, 0), side - 1);
      const left = Math.min(Math.floor(x), side - 2);
      const at = top * side + left;
      const upper = mix(pixels[at] ?? 0, pixels[at + 1] ?? 0, x - left);
      const lower = mix(pixels[at + side] ?? 0, pixels[at + side + 1] ?? 0, x - left);
      result[row * large + column] = mix(upper, lower, y - top);
    }
  }
  return result;
}

/** A square image made smaller by a whole factor: the mean of each block. */
export function reduce(pixels: Float32Array, side: number, factor: number): Float32Array {
  const small = side / factor;
  const result = new Float32Array(small * small);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const at = Math.floor(row / factor) * small + Math.floor(column / factor);
      result[at] = (result[at] ?? 0) + (pixels[row * side + column] ?? 0) / factor ** 2;
    }
  }
  return result;
}

/** Grey-scale dilation with a disc: the greatest value within `radius` pixels. Outside the image is 0. */
export const dilate = (pixels: Float32Array, side: number, radius: number): Float32Array =>
  greatest(pixels, side, radius, 0);

/** Grey-scale erosion with a disc: the least value within `radius` pixels. Outside the image is 0. */
export const erode = (pixels: Float32Array, side: number, radius: number): Float32Array =>
  complement(greatest(complement(pixels), side, radius, 1));

/**
 * The greatest value within a disc. A disc is a stack of rows, so the image is widened along its rows to every
 * half-width that the disc has, one from the other, and the results are stacked: 4 · radius comparisons a pixel in
 * place of π · radius².
 */
function greatest(pixels: Float32Array, side: number, radius: number, outside: number): Float32Array {
  const reach = Math.floor(radius);
  // A margin as wide as the disc spares a test of the border at each step.
  const stride = side + 2 * reach;
  const framed = new Float32Array(stride * stride).fill(outside);
  for (let row = 0; row < side; row++) {
    framed.set(pixels.subarray(row * side, (row + 1) * side), (row + reach) * stride + reach);
  }
  const widened: Float32Array[] = [framed];
  for (let half = 1; half <= reach; half++) {
    widened.push(widen(widened[half - 1] ?? framed, framed, half));
  }
  const result = new Float32Array(side * side).fill(Number.NEGATIVE_INFINITY);
  for (let up = -reach; up <= reach; up++) {
    const source = widened[Math.floor(Math.sqrt(radius * radius - up * up))] ?? framed;
    for (let row = 0; row < side; row++) {
      const line = source.subarray(
        (row + reach + up) * stride + reach,
        (row + reach + up) * stride + reach + side,
      );
      for (let column = 0; column < side; column++) {
        const value = line[column] as number;
        if (value > (result[row * side + column] as number)) result[row * side + column] = value;
      }
    }
  }
  return result;
}

/** The greatest value within `half` pixels along the row, from that within `half` − 1. */
function widen(narrower: Float32Array, pixels: Float32Array, half: number): Float32Array {
  const result = narrower.slice();
  for (let at = half; at < pixels.length - half; at++) {
    const left = pixels[at - half] as number;
    const right = pixels[at + half] as number;
    const wider = Math.max(left, right);
    if (wider > (result[at] as number)) result[at] = wider;
  }
  return result;
}

const complement = (pixels: Float32Array): Float32Array => pixels.map((value) => 1 - value);

const mix = (a: number, b: number, share: number): number => a + (b - a) * share;
