import { MimmxError } from '@mimmx/core';

/** Mean absolute difference of each image on the scale 0 to 255, [rows]. @param a, b pixels 0 to 1, [rows × size] */
export function imageDistance(a: Float32Array, b: Float32Array, size: number): Float64Array {
  if (a.length !== b.length) {
    throw new MimmxError(
      'E_LENGTH_MISMATCH',
      `One set of images has ${a.length} pixels, the other ${b.length}. Compare the same rows.`,
    );
  }
  const result = new Float64Array(a.length / size);
  for (let i = 0; i < a.length; i++) result[Math.floor(i / size)]! += (255 * Math.abs(a[i]! - b[i]!)) / size;
  return result;
}

/** Wasserstein-1 distance of two samples of numbers, of any sizes: the area between their distribution functions. */
export function wasserstein(a: Float64Array, b: Float64Array): number {
  const [x, y] = [a.slice().sort(), b.slice().sort()];
  let [i, j, area] = [0, 0, 0];
  let at = Math.min(x[0]!, y[0]!);
  while (i < x.length || j < y.length) {
    const next = Math.min(x[i] ?? Number.POSITIVE_INFINITY, y[j] ?? Number.POSITIVE_INFINITY);
    area += Math.abs(i / x.length - j / y.length) * (next - at);
    while (i < x.length && x[i]! <= next) i++;
    while (j < y.length && y[j]! <= next) j++;
    at = next;
  }
  return area;
}
