/** A square image made larger by a whole factor, bilinear between pixel centres. */
export function enlarge(pixels: Float32Array, side: number, factor: number): Float32Array {
  const large = side * factor;
  const before = new Int32Array(large);
  const share = new Float64Array(large);
  for (let i = 0; i < large; i++) {
    const at = Math.min(Math.max((i + 0.5) / factor - 0.5, 0), side - 1);
    before[i] = Math.min(Math.floor(at), side - 2);
    share[i] = at - (before[i] as number);
  }
  const result = new Float32Array(large * large);
  for (let row = 0; row < large; row++) {
    for (let column = 0; column < large; column++) {
      const at = (before[row] as number) * side + (before[column] as number);
      const across = share[column] as number;
      const upper = mix(pixels[at] as number, pixels[at + 1] as number, across);
      const lower = mix(pixels[at + side] as number, pixels[at + side + 1] as number, across);
      result[row * large + column] = mix(upper, lower, share[row] as number);
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
 * place of π · radius². Further than the radius from all that differs from `outside`, nothing is computed.
 */
function greatest(pixels: Float32Array, side: number, radius: number, outside: number): Float32Array {
  const reach = Math.floor(radius);
  const result = new Float32Array(side * side).fill(outside);
  const { top, bottom, left, right } = extent(pixels, side, outside, reach);
  const width = right - left;
  if (width <= 0) return result;
  // A margin as wide as the disc spares a test of the border at each step.
  const stride = width + 2 * reach;
  const framed = new Float32Array(stride * (bottom - top + 2 * reach)).fill(outside);
  for (let row = top; row < bottom; row++) {
    framed.set(pixels.subarray(row * side + left, row * side + right), (row - top + reach) * stride + reach);
  }
  const widened: Float32Array[] = [framed];
  for (let half = 1; half <= reach; half++) {
    widened.push(widen(widened[half - 1] ?? framed, framed, half));
  }
  for (let row = top; row < bottom; row++) {
    result.fill(Number.NEGATIVE_INFINITY, row * side + left, row * side + right);
  }
  for (let up = -reach; up <= reach; up++) {
    const source = widened[Math.floor(Math.sqrt(radius * radius - up * up))] ?? framed;
    for (let row = top; row < bottom; row++) {
      const from = (row - top + reach + up) * stride + reach;
      const to = row * side + left;
      for (let column = 0; column < width; column++) {
        const value = source[from + column] as number;
        if (value > (result[to + column] as number)) result[to + column] = value;
      }
    }
  }
  return result;
}

/** The rows and columns within `reach` of any pixel that differs from `outside`, cut at the border; empty if none does. */
function extent(pixels: Float32Array, side: number, outside: number, reach: number) {
  let [top, bottom, left, right] = [side, -1, side, -1];
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      if (pixels[row * side + column] === outside) continue;
      if (row < top) top = row;
      if (row > bottom) bottom = row;
      if (column < left) left = column;
      if (column > right) right = column;
    }
  }
  return {
    top: Math.max(0, top - reach),
    bottom: Math.min(side, bottom + 1 + reach),
    left: Math.max(0, left - reach),
    right: Math.min(side, right + 1 + reach),
  };
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

function complement(pixels: Float32Array): Float32Array {
  const result = new Float32Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) result[i] = 1 - (pixels[i] as number);
  return result;
}

const mix = (a: number, b: number, share: number): number => a + (b - a) * share;
