import { classWeights } from '../class-weights.ts';
import type { ProbeTarget } from '../probe.ts';

/** A loss that trees are boosted on. */
export interface BoostedLoss {
  /** Trees in each round. */
  readonly outputs: number;
  /** Scores before the first round, [outputs]. */
  readonly start: Float64Array;
  /** First and second derivatives by output `k` at the scores of every row, row-major [rows, outputs]. */
  derivatives(scores: Float64Array, k: number, gradient: Float64Array, curvature: Float64Array): void;
  /** Mean loss of other rows at their scores. */
  mean(scores: Float64Array, of: ProbeTarget): number;
}

/** Cross-entropy with every class counting alike (one output for two classes), or half the squared error. */
export function lossOf(target: ProbeTarget): BoostedLoss {
  if (target.kind === 'number') return squaredError(target.values);
  return target.classes === 2 ? logistic(target.codes) : softmax(target.codes, target.classes);
}

function squaredError(values: Float64Array): BoostedLoss {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return {
    outputs: 1,
    start: Float64Array.of(mean),
    derivatives(scores, _k, gradient, curvature) {
      for (let row = 0; row < values.length; row++) {
        gradient[row] = scores[row]! - values[row]!;
        curvature[row] = 1;
      }
    },
    mean(scores, of) {
      const truth = of.kind === 'number' ? of.values : Float64Array.from(of.codes);
      return truth.reduce((sum, value, row) => sum + (value - scores[row]!) ** 2 / 2, 0) / truth.length;
    },
  };
}

function logistic(codes: Int32Array): BoostedLoss {
  const weights = classWeights(codes, 2);
  return {
    outputs: 1,
    start: Float64Array.of(0),
    derivatives(scores, _k, gradient, curvature) {
      for (let row = 0; row < codes.length; row++) {
        const p = 1 / (1 + Math.exp(-scores[row]!));
        const weight = weights[codes[row]!]!;
        gradient[row] = weight * (p - codes[row]!);
        curvature[row] = weight * p * (1 - p);
      }
    },
    mean: (scores, of) =>
      meanOfRows(of, weights, (row, code) => {
        const margin = code === 1 ? scores[row]! : -scores[row]!;
        return margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin;
      }),
  };
}

function softmax(codes: Int32Array, classes: number): BoostedLoss {
  const weights = classWeights(codes, classes);
  const total = (scores: Float64Array, row: number, largest: number) => {
    let sum = 0;
    for (let c = 0; c < classes; c++) sum += Math.exp(scores[row * classes + c]! - largest);
    return sum;
  };
  const largestOf = (scores: Float64Array, row: number) => {
    let largest = Number.NEGATIVE_INFINITY;
    for (let c = 0; c < classes; c++) largest = Math.max(largest, scores[row * classes + c]!);
    return largest;
  };
  return {
    outputs: classes,
    start: new Float64Array(classes),
    derivatives(scores, k, gradient, curvature) {
      for (let row = 0; row < codes.length; row++) {
        const largest = largestOf(scores, row);
        const p = Math.exp(scores[row * classes + k]! - largest) / total(scores, row, largest);
        const weight = weights[codes[row]!]!;
        gradient[row] = weight * (p - (codes[row] === k ? 1 : 0));
        curvature[row] = weight * p * (1 - p);
      }
    },
    mean: (scores, of) =>
      meanOfRows(of, weights, (row, code) => {
        const largest = largestOf(scores, row);
        return largest + Math.log(total(scores, row, largest)) - scores[row * classes + code]!;
      }),
  };
}

/** Mean over the rows of classes, each weighing as its class does in the rows that were fitted to. */
function meanOfRows(
  of: ProbeTarget,
  weights: Float64Array,
  loss: (row: number, code: number) => number,
): number {
  const codes = of.kind === 'classes' ? of.codes : new Int32Array(0);
  let sum = 0;
  for (let row = 0; row < codes.length; row++) sum += weights[codes[row]!]! * loss(row, codes[row]!);
  return sum / codes.length;
}
