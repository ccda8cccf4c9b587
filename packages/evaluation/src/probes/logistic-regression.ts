import { classWeights } from './class-weights.ts';
import { largestOf } from './largest-of.ts';
import { minimise } from './lbfgs.ts';
import type { Matrix } from './standardise.ts';

/**
 * Multinomial logistic regression, fitted to convergence and applied:
 * min over W, b of (1/n) Σᵢ v(zᵢ) · CE(softmax(W xᵢ + b), zᵢ) + (λ / 2n) ‖W‖², with class weights v and no penalty on b
 * (Hastie, Tibshirani & Friedman, 2009, §4.4). Convex, so the answer does not depend on a start or a seed.
 *
 * @param fit standardised features to fit on, [rows, columns]
 * @param codes class of each of those rows
 * @param judge standardised features to predict
 * @param penalty λ
 * @returns predicted classes of `judge`
 */
export function logisticRegression(
  fit: Matrix,
  codes: Int32Array,
  classes: number,
  judge: Matrix,
  penalty = 1,
): Int32Array {
  return largestOf(logisticScores(fit, codes, classes, judge, penalty), classes);
}

/** The logits W x + b of {@link logisticRegression}, row-major [rows of `judge`, classes]. */
export function logisticScores(
  fit: Matrix,
  codes: Int32Array,
  classes: number,
  judge: Matrix,
  penalty = 1,
): Float64Array {
  const { rows, columns } = fit;
  const stride = columns + 1;
  const weights = classWeights(codes, classes);
  const scores = new Float64Array(classes);

  const parameters = minimise((at, gradient) => {
    let value = 0;
    gradient.fill(0);
    for (let row = 0; row < rows; row++) {
      logits(at, fit.values, row, columns, scores);
      const largest = scores.reduce((a, b) => Math.max(a, b));
      let total = 0;
      for (let c = 0; c < classes; c++) total += Math.exp(scores[c]! - largest);
      const weight = weights[codes[row]!]! / rows;
      value += weight * (largest + Math.log(total) - scores[codes[row]!]!);
      for (let c = 0; c < classes; c++) {
        const residual = weight * (Math.exp(scores[c]! - largest) / total - (c === codes[row] ? 1 : 0));
        const base = c * stride;
        for (let k = 0; k < columns; k++) {
          gradient[base + k]! += residual * fit.values[row * columns + k]!;
        }
        gradient[base + columns]! += residual;
      }
    }
    for (let i = 0; i < at.length; i++) {
      if (i % stride === columns) continue;
      value += (penalty / (2 * rows)) * at[i]! ** 2;
      gradient[i]! += (penalty / rows) * at[i]!;
    }
    return value;
  }, classes * stride);

  const all = new Float64Array(judge.rows * classes);
  for (let row = 0; row < judge.rows; row++) {
    logits(parameters, judge.values, row, columns, scores);
    all.set(scores, row * classes);
  }
  return all;
}

/** W x + b of one row, into `scores`. Parameters are row-major [classes, columns + 1], the bias last. */
function logits(
  parameters: Float64Array,
  x: Float64Array,
  row: number,
  columns: number,
  scores: Float64Array,
): void {
  for (let c = 0; c < scores.length; c++) {
    const base = c * (columns + 1);
    let sum = parameters[base + columns]!;
    for (let k = 0; k < columns; k++) sum += parameters[base + k]! * x[row * columns + k]!;
    scores[c] = sum;
  }
}
