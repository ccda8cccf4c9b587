import { MimmxError, Random } from '@mimmx/core/contracts';

/**
 * Primitive polynomials and first direction numbers of Joe & Kuo (2008), dimensions 2 to 21 of `new-joe-kuo-6.21201`:
 * degree, coefficients, m₁ … m_s.
 */
const DIRECTIONS: readonly (readonly [degree: number, coefficients: number, m: readonly number[]])[] = [
  [1, 0, [1]],
  [2, 1, [1, 3]],
  [3, 1, [1, 3, 1]],
  [3, 2, [1, 1, 1]],
  [4, 1, [1, 1, 3, 3]],
  [4, 4, [1, 3, 5, 13]],
  [5, 2, [1, 1, 5, 5, 17]],
  [5, 4, [1, 1, 5, 5, 5]],
  [5, 7, [1, 1, 7, 11, 19]],
  [5, 11, [1, 1, 5, 1, 1]],
  [5, 13, [1, 1, 1, 3, 11]],
  [5, 14, [1, 3, 5, 5, 31]],
  [6, 1, [1, 3, 3, 9, 7, 49]],
  [6, 13, [1, 1, 1, 15, 21, 21]],
  [6, 16, [1, 3, 1, 13, 27, 49]],
  [6, 19, [1, 1, 1, 15, 7, 5]],
  [6, 22, [1, 3, 1, 15, 13, 25]],
  [6, 25, [1, 1, 5, 5, 19, 61]],
  [7, 1, [1, 3, 7, 11, 23, 15, 103]],
  [7, 4, [1, 3, 7, 13, 13, 15, 69]],
];
/** Most axes of a Sobol sequence here. */
export const MOST_DIMENSIONS = DIRECTIONS.length + 1;
const BITS = 32;

/** Direction numbers of one dimension, as 32-bit integers. */
function directionsOf(dimension: number): Uint32Array {
  const v = new Uint32Array(BITS);
  if (dimension === 0) {
    for (let i = 0; i < BITS; i++) v[i] = 2 ** (BITS - 1 - i);
    return v;
  }
  const [s, a, m] = DIRECTIONS[dimension - 1]!;
  for (let i = 0; i < s; i++) v[i] = m[i]! * 2 ** (BITS - 1 - i);
  for (let i = s; i < BITS; i++) {
    let value = v[i - s]! ^ (v[i - s]! >>> s);
    for (let k = 1; k < s; k++) if ((a >>> (s - 1 - k)) & 1) value ^= v[i - k]!;
    v[i] = value;
  }
  return v;
}

/**
 * Points of the Sobol sequence (Sobol, 1967; Joe & Kuo, 2008; order of Antonov & Saleev, 1979) in [0, 1)^dimensions,
 * shifted by a random number bit by bit, which keeps how evenly they lie.
 *
 * @param seed of the shift; null: none
 * @throws E_SWEEP_SIZE for more than 21 dimensions
 */
export function sobolPoints(count: number, dimensions: number, seed: number | null): number[][] {
  if (dimensions > MOST_DIMENSIONS) {
    throw new MimmxError(
      'E_SWEEP_SIZE',
      `draw "sobol" takes ${MOST_DIMENSIONS} axes at most, and there are ${dimensions}. Use draw: "random".`,
    );
  }
  const random = seed === null ? null : new Random(seed);
  const shift = Array.from({ length: dimensions }, () => random?.seed() ?? 0);
  const directions = shift.map((_, d) => directionsOf(d));
  const state = new Uint32Array(dimensions);
  return Array.from({ length: count }, (_, i) => {
    if (i > 0) {
      // The lowest bit of i − 1 that is 0.
      const bit = 31 - Math.clz32(~(i - 1) & i);
      for (let d = 0; d < dimensions; d++) state[d] = state[d]! ^ directions[d]![bit]!;
    }
    return Array.from(state, (value, d) => ((value ^ shift[d]!) >>> 0) / 2 ** 32);
  });
}
