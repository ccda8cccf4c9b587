/** Lower triangle of the Cholesky factor of a positive definite A [n, n], given by its lower triangle, in its place. */
export function factorise(lower: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = lower[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * n + k]! * lower[j * n + k]!;
      lower[i * n + j] = i === j ? Math.sqrt(sum) : sum / lower[j * n + j]!;
    }
  }
}

/** Solves L Lᵀ w = b by the factor L of {@link factorise}. */
export function solveFactorised(lower: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  const w = b.slice();
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) w[i]! -= lower[i * n + k]! * w[k]!;
    w[i]! /= lower[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) w[i]! -= lower[k * n + i]! * w[k]!;
    w[i]! /= lower[i * n + i]!;
  }
  return w;
}

/** Solves A w = b by Cholesky, A given by its lower triangle, which is overwritten. */
export function solvePositiveDefinite(lower: Float64Array, b: Float64Array): Float64Array {
  factorise(lower, b.length);
  return solveFactorised(lower, b);
}
