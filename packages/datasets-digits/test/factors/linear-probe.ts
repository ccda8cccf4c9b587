import { SIDE } from '../../src/source.ts';

const BLOCK = 4;
const BLOCKS = SIDE / BLOCK;
const PER_BLOCK = 4;

/**
 * Simple features of a digit: ink and orientation of its edges (structure tensor over its trace) in 7 × 7 blocks, and
 * four global ratios of ink, edge length, edge energy and brightest value. The places of marks are not in the ratios.
 */
export function features(image: Float32Array): Float64Array {
  const result = new Float64Array(BLOCKS * BLOCKS * PER_BLOCK + 4);
  let [ink, length, energy, brightest] = [0, 0, 0, 0];
  for (let row = 0; row < SIDE - 1; row++) {
    for (let column = 0; column < SIDE - 1; column++) {
      const at = row * SIDE + column;
      const value = image[at] ?? 0;
      const across = (image[at + 1] ?? 0) - value;
      const down = (image[at + SIDE] ?? 0) - value;
      const block = (Math.floor(row / BLOCK) * BLOCKS + Math.floor(column / BLOCK)) * PER_BLOCK;
      result[block] = (result[block] ?? 0) + value;
      result[block + 1] = (result[block + 1] ?? 0) + across * across;
      result[block + 2] = (result[block + 2] ?? 0) + down * down;
      result[block + 3] = (result[block + 3] ?? 0) + across * down;
      if ((row <= BLOCK && column <= BLOCK) || column === 0 || row >= SIDE - 3) continue;
      ink += value;
      length += Math.hypot(across, down);
      energy += across * across + down * down;
      brightest = Math.max(brightest, value);
    }
  }
  for (let i = 0; i < BLOCKS * BLOCKS * PER_BLOCK; i++) {
    if (i % PER_BLOCK > 0) result[i] = (result[i] ?? 0) / energy;
  }
  const ratios = [ink / length, brightest, energy / length ** 2, energy / length / brightest];
  ratios.forEach((ratio, k) => {
    result[result.length - 4 + k] = Math.log(ratio);
  });
  return result;
}

/** Scales every feature to mean 0 and variance 1 over the first `count` rows. */
export function standardiseFeatures(rows: readonly Float64Array[], count: number): void {
  const width = rows[0]?.length ?? 0;
  for (let k = 0; k < width; k++) {
    let mean = 0;
    let square = 0;
    for (let i = 0; i < count; i++) {
      mean += (rows[i]?.[k] ?? 0) / count;
      square += (rows[i]?.[k] ?? 0) ** 2 / count;
    }
    const scale = 1 / Math.sqrt(Math.max(square - mean * mean, 0) + 1e-9);
    for (const row of rows) row[k] = ((row[k] ?? 0) - mean) * scale;
  }
}

/** Logistic regression by stochastic gradient descent in row order. Returns the prediction for a row. */
export function trainProbe(rows: readonly Float64Array[], codes: Int32Array): (row: Float64Array) => number {
  const width = rows[0]?.length ?? 0;
  const weights = new Float64Array(width);
  let bias = 0;
  const score = (row: Float64Array): number => {
    let total = bias;
    for (let k = 0; k < width; k++) total += (weights[k] as number) * (row[k] as number);
    return total;
  };
  for (let epoch = 0; epoch < 40; epoch++) {
    const rate = 0.02 / (1 + epoch / 5);
    rows.forEach((row, i) => {
      const step = rate * (1 / (1 + Math.exp(-score(row))) - (codes[i] ?? 0));
      for (let k = 0; k < width; k++) weights[k] = (weights[k] as number) - step * (row[k] as number);
      bias -= step;
    });
  }
  return (row) => (score(row) > 0 ? 1 : 0);
}
