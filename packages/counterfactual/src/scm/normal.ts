/** ½ ln 2π */
const HALF_LOG_TAU = 0.5 * Math.log(2 * Math.PI);

/** ln of the standard normal density. */
export const logNormal = (u: number): number => -0.5 * u * u - HALF_LOG_TAU;

/** Distribution function of the standard normal, to 1e-15 in absolute terms, by the series of Marsaglia (2004, eq. 3). */
export function normalCdf(x: number): number {
  if (x > 8) return 1;
  if (x < -8) return 0;
  let term = x;
  let sum = x;
  for (let i = 3; Math.abs(term) > 1e-17 * Math.abs(sum); i += 2) {
    term *= (x * x) / i;
    sum += term;
  }
  return 0.5 + sum * Math.exp(logNormal(x));
}

/** Quantile of the standard normal: the inverse of {@link normalCdf} for p in (0, 1), by bisected Newton steps. */
export function normalQuantile(p: number): number {
  let [low, high] = [-8, 8];
  // The logistic distribution's quantile is near enough to start from.
  let x = Math.min(Math.max(Math.log(p / (1 - p)) / 1.702, low), high);
  for (let i = 0; i < 60; i++) {
    const excess = normalCdf(x) - p;
    if (excess > 0) high = x;
    else low = x;
    const step = excess / Math.exp(logNormal(x));
    if (Math.abs(step) < 1e-14 * (1 + Math.abs(x))) break;
    const next = x - step;
    x = next > low && next < high ? next : (low + high) / 2;
  }
  return x;
}
