import { Random } from '@mimmx/core';

/**
 * A small net whose first layer is random and fixed: 5 × 5 convolutions, ReLU, means over a grid, beside the coarse
 * image itself; the last layer is ridge regression onto −1 and 1, in closed form.
 */
export interface Probe {
  /** Which class each image looks like. */
  predict(images: readonly Float32Array[]): Int32Array[];
}

const FILTERS = 24;
const SIDE = 5;
const GRID = 6;

function featuresOf(size: number): (pixels: Float32Array) => Float32Array {
  const random = new Random(5);
  const filters = Array.from({ length: FILTERS }, () => {
    const weights = Float32Array.from({ length: SIDE * SIDE }, () => random.normal());
    const mean = weights.reduce((a, b) => a + b, 0) / weights.length;
    return weights.map((weight) => weight - mean);
  });
  const coarse = 16;
  return (pixels) => {
    const out = new Float32Array(coarse * coarse + FILTERS * GRID * GRID);
    for (let y = 0; y < size; y++) {
      for (let x = 0; x < size; x++) {
        const cell = Math.floor((y * coarse) / size) * coarse + Math.floor((x * coarse) / size);
        out[cell]! += (pixels[y * size + x]! * coarse * coarse) / (size * size);
      }
    }
    const inner = size - SIDE + 1;
    for (let f = 0; f < FILTERS; f++) {
      const weights = filters[f]!;
      for (let y = 0; y < inner; y += 2) {
        for (let x = 0; x < inner; x += 2) {
          let sum = 0;
          for (let k = 0; k < SIDE * SIDE; k++) {
            sum += weights[k]! * pixels[(y + Math.floor(k / SIDE)) * size + x + (k % SIDE)]!;
          }
          const cell = Math.floor((y * GRID) / inner) * GRID + Math.floor((x * GRID) / inner);
          if (sum > 0) out[coarse * coarse + f * GRID * GRID + cell]! += sum / 20;
        }
      }
    }
    return out;
  };
}

/**
 * Trains one output per labelling on the same images.
 *
 * @param labels one array of codes 0 and 1 for each output
 */
export function trainProbe(images: readonly Float32Array[], labels: readonly Int32Array[], ridge = 1): Probe {
  const features = featuresOf(Math.sqrt(images[0]!.length));
  const raw = images.map(features);
  const width = raw[0]!.length;
  const mean = new Float64Array(width);
  const sd = new Float64Array(width);
  for (const row of raw) for (let i = 0; i < width; i++) mean[i]! += row[i]! / raw.length;
  for (const row of raw) for (let i = 0; i < width; i++) sd[i]! += (row[i]! - mean[i]!) ** 2 / raw.length;
  const scaled = (row: Float32Array) =>
    row.map((value, i) => (value - mean[i]!) / Math.sqrt(sd[i]! + 1e-6 * width));
  const train = raw.map(scaled);
  const gram = train.map((a) => Float64Array.from(train, (b) => dot(a, b)));
  for (const [i, row] of gram.entries()) row[i]! += ridge * width;
  const factor = cholesky(gram);
  const outputs = labels.map((codes) => {
    const alpha = solve(
      factor,
      Float64Array.from(codes, (code) => 2 * code - 1),
    );
    const weights = new Float64Array(width);
    for (const [row, a] of alpha.entries())
      for (let i = 0; i < width; i++) weights[i]! += a * train[row]![i]!;
    return weights;
  });
  return {
    predict(others) {
      const rows = others.map((pixels) => scaled(features(pixels)));
      return outputs.map((weights) => Int32Array.from(rows, (row) => (dot(row, weights) > 0 ? 1 : 0)));
    },
  };
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};

/** Lower factor of a positive definite matrix. */
function cholesky(matrix: readonly Float64Array[]): Float64Array[] {
  const lower = matrix.map((row) => new Float64Array(row.length));
  for (let i = 0; i < matrix.length; i++) {
    const a = lower[i]!;
    for (let j = 0; j <= i; j++) {
      const b = lower[j]!;
      let sum = matrix[i]![j]!;
      for (let k = 0; k < j; k++) sum -= a[k]! * b[k]!;
      a[j] = i === j ? Math.sqrt(sum) : sum / b[j]!;
    }
  }
  return lower;
}

function solve(lower: readonly Float64Array[], right: Float64Array): Float64Array {
  const x = right.slice();
  for (let i = 0; i < x.length; i++) {
    for (let k = 0; k < i; k++) x[i]! -= lower[i]![k]! * x[k]!;
    x[i]! /= lower[i]![i]!;
  }
  for (let i = x.length - 1; i >= 0; i--) {
    for (let k = i + 1; k < x.length; k++) x[i]! -= lower[k]![i]! * x[k]!;
    x[i]! /= lower[i]![i]!;
  }
  return x;
}
