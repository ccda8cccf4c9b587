/**
 * P(Z > x) of a standard normal, x ≥ 0, to 1e-14 of its value, by the series of the centre (Abramowitz & Stegun, 1964,
 * 26.2.11) and the continued fraction of the tail (26.2.14).
 */
export function normalTail(x: number): number {
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  if (x < 3) {
    let term = x;
    let sum = x;
    for (let k = 1; k < 100; k++) {
      term *= (x * x) / (2 * k + 1);
      sum += term;
    }
    return 0.5 - density * sum;
  }
  let fraction = x;
  for (let k = 150; k >= 1; k--) fraction = x + k / fraction;
  return density / fraction;
}
