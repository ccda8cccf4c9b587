import { eigenvectors } from '../measures/symmetric.ts';

/** Adds DᵀD of the differences b − a to a Gram matrix. @param a, b row-major [rows × width] */
export function gramOfDifferences(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  width: number,
  gram: Float64Array,
): void {
  const d = new Float64Array(width);
  for (let row = 0; row < a.length / width; row++) {
    for (let k = 0; k < width; k++) d[k] = b[row * width + k]! - a[row * width + k]!;
    for (let i = 0; i < width; i++) for (let j = 0; j < width; j++) gram[i * width + j]! += d[i]! * d[j]!;
  }
}

/**
 * I − V Vᵀ, with V the r leading right singular vectors of D, from DᵀD.
 *
 * @returns row-major [width × width]
 */
export function projectionOf(gram: Float64Array, width: number, r: number): Float64Array {
  const { values, vectors } = eigenvectors(gram, width);
  const order = Array.from(values.keys()).sort((a, b) => values[b]! - values[a]!);
  const result = new Float64Array(width * width);
  for (let i = 0; i < width; i++) result[i * width + i] = 1;
  for (const k of order.slice(0, r))
    for (let i = 0; i < width; i++)
      for (let j = 0; j < width; j++)
        result[i * width + j]! -= vectors[i * width + k]! * vectors[j * width + k]!;
  return result;
}
