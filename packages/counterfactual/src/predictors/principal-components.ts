import type { Random } from '@mimmx/core';

/** The leading directions of a sample, and where its middle is. */
export interface PrincipalSubspace {
  readonly mean: Float64Array;
  /** Orthonormal, one direction after the other, [count × width]. */
  readonly basis: Float64Array;
  readonly count: number;
}

/** Directions beside those asked for; they make the subspace exact enough. */
const MORE = 8;
const ROUNDS = 3;

/**
 * The subspace of the leading principal components, by randomised subspace iteration (Halko, Martinsson & Tropp, 2011,
 * algorithm 4.4). The directions span it, in order of nothing: what is linear in them, or a distance, needs no more.
 *
 * @param rows row-major [rows × width]
 */
export function principalSubspace(
  rows: Float32Array | Float64Array,
  width: number,
  count: number,
  random: Random,
): PrincipalSubspace {
  const n = rows.length / width;
  const mean = new Float64Array(width);
  for (let i = 0; i < rows.length; i++) mean[i % width]! += rows[i]! / n;
  const kept = Math.min(count + MORE, n, width);
  let basis = Float64Array.from({ length: kept * width }, () => random.normal());
  orthonormalise(basis, width);
  for (let round = 0; round < ROUNDS; round++) {
    const next = new Float64Array(kept * width);
    const centred = new Float64Array(width);
    for (let row = 0; row < n; row++) {
      for (let k = 0; k < width; k++) centred[k] = rows[row * width + k]! - mean[k]!;
      for (let j = 0; j < kept; j++) {
        const at = j * width;
        let score = 0;
        for (let k = 0; k < width; k++) score += centred[k]! * basis[at + k]!;
        for (let k = 0; k < width; k++) next[at + k]! += score * centred[k]!;
      }
    }
    basis = next;
    orthonormalise(basis, width);
  }
  // After the last round directions are ordered by how much they were stretched, as Gram–Schmidt keeps them.
  const used = Math.min(count, kept);
  return { mean, basis: basis.slice(0, used * width), count: used };
}

/** Coordinates in the subspace, [rows × count]. */
export function project(
  rows: Float32Array | Float64Array,
  { mean, basis, count }: PrincipalSubspace,
): Float64Array {
  const width = mean.length;
  const n = rows.length / width;
  const result = new Float64Array(n * count);
  for (let row = 0; row < n; row++)
    for (let j = 0; j < count; j++) {
      let score = 0;
      for (let k = 0; k < width; k++) score += (rows[row * width + k]! - mean[k]!) * basis[j * width + k]!;
      result[row * count + j] = score;
    }
  return result;
}

/** Gram–Schmidt, twice for accuracy. */
function orthonormalise(basis: Float64Array, width: number): void {
  const count = basis.length / width;
  for (let j = 0; j < count; j++) {
    const own = basis.subarray(j * width, (j + 1) * width);
    for (let pass = 0; pass < 2; pass++)
      for (let i = 0; i < j; i++) {
        const other = basis.subarray(i * width, (i + 1) * width);
        let along = 0;
        for (let k = 0; k < width; k++) along += own[k]! * other[k]!;
        for (let k = 0; k < width; k++) own[k]! -= along * other[k]!;
      }
    const length = Math.sqrt(own.reduce((sum, value) => sum + value * value, 0)) || 1;
    for (let k = 0; k < width; k++) own[k]! /= length;
  }
}
