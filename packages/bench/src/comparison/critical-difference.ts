/** Blocks (data set × setting) from which ranks of this many methods can be told apart at all. */
export const ENOUGH_BLOCKS = 30;

const normalDensity = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

/** Φ, by Simpson's rule from 0: exact to 1e-10 in the range used here. */
function normalBelow(x: number): number {
  const end = Math.min(Math.abs(x), 10);
  const steps = 200;
  const h = end / steps;
  let sum = normalDensity(0) + normalDensity(end);
  for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * normalDensity(i * h);
  const half = (sum * h) / 3;
  return x >= 0 ? 0.5 + half : 0.5 - half;
}

/** P(range of k standard normals ≤ q) = k ∫ φ(z) (Φ(z) − Φ(z − q))^(k − 1) dz. */
function rangeBelow(q: number, k: number): number {
  const [low, high, steps] = [-8, 8 + q, 800];
  const h = (high - low) / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const z = low + i * h;
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * normalDensity(z) * (normalBelow(z) - normalBelow(z - q)) ** (k - 1);
  }
  return (k * sum * h) / 3;
}

/**
 * Nemenyi's critical difference of average ranks at level 0.05 (Demšar, JMLR 2006): q·√(k(k + 1) / 6N), q the studentised
 * range for infinitely many degrees of freedom over √2.
 *
 * @param methods k ≥ 2
 * @param blocks N
 */
export function criticalDifference(methods: number, blocks: number): number {
  let [low, high] = [0, 10];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (rangeBelow(middle, methods) < 0.95) low = middle;
    else high = middle;
  }
  return (low / Math.SQRT2) * Math.sqrt((methods * (methods + 1)) / (6 * blocks));
}
