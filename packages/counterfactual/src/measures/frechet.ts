import { MimmxError } from '@mimmx/core';
import { eigenvalues, squareRoot } from './symmetric.ts';

/** Features of images, row-major [rows × width]. */
export interface Features {
  readonly values: Float64Array;
  readonly width: number;
}

export interface FrechetSettings {
  /** Share of the mean variance put into each covariance, against its noise where rows are few. */
  readonly shrinkage?: number;
}

/**
 * Fréchet distance of two sets of features as Gaussians: |m₁ − m₂|² + tr(C₁ + C₂ − 2 (C₁C₂)^½) (Heusel et al., 2017).
 * It is biased upwards by about width / rows; compare with that of real training against real test images.
 *
 * @throws E_LENGTH_MISMATCH, E_EMPTY if there are fewer than two rows
 */
export function frechetDistance(a: Features, b: Features, { shrinkage = 0 }: FrechetSettings = {}): number {
  if (a.width !== b.width) {
    throw new MimmxError(
      'E_LENGTH_MISMATCH',
      `Features are ${a.width} and ${b.width} wide. Take both from one predictor.`,
    );
  }
  const width = a.width;
  const [first, second] = [moments(a, shrinkage), moments(b, shrinkage)];
  let distance = 0;
  for (let k = 0; k < width; k++) distance += (first.mean[k]! - second.mean[k]!) ** 2;
  const trace = (matrix: Float64Array) => {
    let sum = 0;
    for (let k = 0; k < width; k++) sum += matrix[k * width + k]!;
    return sum;
  };
  // tr (C₁C₂)^½ from the symmetric C₁^½ C₂ C₁^½, which has the same eigenvalues.
  const root = squareRoot(first.covariance, width);
  const inner = multiply(multiply(root, second.covariance, width), root, width);
  const cross = eigenvalues(inner, width).reduce((sum, value) => sum + Math.sqrt(Math.max(0, value)), 0);
  return distance + trace(first.covariance) + trace(second.covariance) - 2 * cross;
}

function moments({ values, width }: Features, shrinkage: number) {
  const rows = values.length / width;
  if (rows < 2) {
    throw new MimmxError('E_EMPTY', `A Fréchet distance needs two rows of features at least, not ${rows}.`);
  }
  const mean = new Float64Array(width);
  for (let i = 0; i < values.length; i++) mean[i % width]! += values[i]! / rows;
  const covariance = new Float64Array(width * width);
  for (let row = 0; row < rows; row++)
    for (let j = 0; j < width; j++) {
      const left = values[row * width + j]! - mean[j]!;
      for (let k = 0; k <= j; k++)
        covariance[j * width + k]! += (left * (values[row * width + k]! - mean[k]!)) / (rows - 1);
    }
  let variance = 0;
  for (let j = 0; j < width; j++) {
    variance += covariance[j * width + j]! / width;
    for (let k = 0; k < j; k++) covariance[k * width + j] = covariance[j * width + k]!;
  }
  for (let i = 0; i < covariance.length; i++) {
    const own = i % (width + 1) === 0 ? variance : 0;
    covariance[i] = (1 - shrinkage) * covariance[i]! + shrinkage * own;
  }
  return { mean, covariance };
}

function multiply(a: Float64Array, b: Float64Array, width: number): Float64Array {
  const result = new Float64Array(width * width);
  for (let i = 0; i < width; i++)
    for (let k = 0; k < width; k++) {
      const left = a[i * width + k]!;
      for (let j = 0; j < width; j++) result[i * width + j]! += left * b[k * width + j]!;
    }
  return result;
}
