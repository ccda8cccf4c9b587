import { factorise, solveFactorised } from './cholesky.ts';
import { classWeights } from './class-weights.ts';
import { type Probe, type ProbeTarget, takeTarget } from './probe.ts';
import { type Matrix, takeRows } from './standardise.ts';

/** Most landmarks; with fewer rows than that the machine is exact kernel ridge regression. */
const LANDMARKS = 512;
/** Most landmarks while γ and λ are chosen, which takes many fits. */
const LANDMARKS_TRIED = 256;
/** γ of exp(−γ ‖x − x′‖²), in units of 1 / columns. */
const WIDTHS = [0.1, 0.3, 1];
const PENALTIES = [0.03, 0.1, 0.3, 1, 3];

/**
 * A machine on the kernel exp(−γ ‖x − x′‖²) by regularised least squares on landmarks (Williams & Seeger, 2001, Nyström;
 * Rudi, Camoriano & Rosasco, 2015): min over a of Σᵢ v(zᵢ) (k(xᵢ)ᵀ a − tᵢ)² + λ aᵀ K a, with targets t = 1[zᵢ = c] − 1/K
 * and weights v by which classes count alike, or t = z − z̄. γ and λ by the same loss of the held rows, then fitted again
 * to all rows.
 */
export const rbfMachine: Probe = {
  name: 'rbf',
  scores: 'probabilities',
  read({ fit, target, inner, held, judge, random }) {
    const order = random.permutation(fit.rows);
    const isInner = new Set(inner);
    const take = (rows: Int32Array) => takeRows(fit.values, fit.columns, rows);
    const innerMarks = take(order.filter((row) => isInner.has(row)).subarray(0, LANDMARKS_TRIED));
    const marks = take(order.subarray(0, LANDMARKS));
    const goals = targets(target);
    const innerGoals = targets(takeTarget(target, inner), goals);
    const heldGoals = targets(takeTarget(target, held), goals);
    const [innerFeatures, heldFeatures] = [take(inner), take(held)];
    const tried = WIDTHS.flatMap((width) => {
      const gamma = width / fit.columns;
      const system = new System(innerFeatures, innerGoals, innerMarks, gamma);
      const kernel = kernelOf(heldFeatures, innerMarks, gamma);
      return PENALTIES.map((penalty) => {
        const scores = apply(kernel, system.solve(penalty), heldGoals);
        return { gamma, penalty, scores, loss: lossOf(scores, heldGoals) };
      });
    });
    const best = tried.reduce((a, b) => (b.loss < a.loss ? b : a));
    const coefficients = new System(fit, goals, marks, best.gamma).solve(best.penalty);
    return { held: best.scores, judge: apply(kernelOf(judge, marks, best.gamma), coefficients, goals) };
  },
};

/** What is regressed: row-major [rows, outputs], and how much each row counts. */
interface Goals {
  readonly values: Float64Array;
  readonly outputs: number;
  readonly weights: Float64Array;
  /** Added to what is predicted: 1/K or the mean. */
  readonly offset: number;
  readonly weightOf: Float64Array;
}

/** @param like whose class weights and mean are to be used */
function targets(target: ProbeTarget, like?: Goals): Goals {
  if (target.kind === 'number') {
    const offset = like?.offset ?? target.values.reduce((a, b) => a + b, 0) / target.values.length;
    const weights = new Float64Array(target.values.length).fill(1);
    return { values: target.values.map((v) => v - offset), outputs: 1, weights, offset, weightOf: weights };
  }
  const { codes, classes } = target;
  const weightOf = like?.weightOf ?? classWeights(codes, classes);
  const values = new Float64Array(codes.length * classes).fill(-1 / classes);
  codes.forEach((code, row) => {
    values[row * classes + code]! += 1;
  });
  const weights = Float64Array.from(codes, (code) => weightOf[code]!);
  return { values, outputs: classes, weights, offset: 1 / classes, weightOf };
}

/** Mean weighted squared error of scores, of which the offset is part. */
function lossOf(scores: Float64Array, { values, outputs, weights, offset }: Goals): number {
  let sum = 0;
  for (let i = 0; i < scores.length; i++) {
    sum += weights[Math.floor(i / outputs)]! * (scores[i]! - offset - values[i]!) ** 2;
  }
  return sum / weights.length;
}

/** exp(−γ ‖x − m‖²), row-major [rows, landmarks]. */
function kernelOf(x: Matrix, marks: Matrix, gamma: number): Matrix {
  const { columns } = x;
  const values = new Float64Array(x.rows * marks.rows);
  for (let row = 0, at = 0; row < x.rows; row++) {
    for (let mark = 0; mark < marks.rows; mark++, at++) {
      let distance = 0;
      for (let c = 0; c < columns; c++) {
        distance += (x.values[row * columns + c]! - marks.values[mark * columns + c]!) ** 2;
      }
      values[at] = Math.exp(-gamma * distance);
    }
  }
  return { values, rows: x.rows, columns: marks.rows };
}

/** The normal equations at one γ, to be solved for several λ. */
class System {
  readonly #gram: Float64Array;
  readonly #between: Matrix;
  readonly #right: Float64Array[];

  constructor(x: Matrix, { values, outputs, weights }: Goals, marks: Matrix, gamma: number) {
    const { values: k, columns: m } = kernelOf(x, marks, gamma);
    this.#between = kernelOf(marks, marks, gamma);
    this.#gram = weightedGram(k, weights, m);
    this.#right = Array.from({ length: outputs }, (_, o) => {
      const right = new Float64Array(m);
      for (let row = 0; row < x.rows; row++) {
        const goal = weights[row]! * values[row * outputs + o]!;
        for (let j = 0; j < m; j++) right[j]! += goal * k[row * m + j]!;
      }
      return right;
    });
  }

  /** Coefficients of the landmarks for each output. */
  solve(penalty: number): Float64Array[] {
    const m = this.#between.rows;
    const lower = this.#gram.map((g, i) => g + penalty * this.#between.values[i]!);
    // Near-equal landmarks make the kernel singular to rounding.
    for (let j = 0; j < m; j++) lower[j * m + j]! += 1e-6;
    factorise(lower, m);
    return this.#right.map((right) => solveFactorised(lower, right));
  }
}

/** Lower triangle of Σ over rows of v k kᵀ; four rows share each entry that is loaded. */
function weightedGram(k: Float64Array, weights: Float64Array, m: number): Float64Array {
  const gram = new Float64Array(m * m);
  const rows = weights.length;
  const row = (r: number) => (r < rows ? k.subarray(r * m, (r + 1) * m) : new Float64Array(m));
  for (let r = 0; r < rows; r += 4) {
    const [k0, k1, k2, k3] = [row(r), row(r + 1), row(r + 2), row(r + 3)];
    for (let a = 0; a < m; a++) {
      const a0 = weights[r]! * k0[a]!;
      const a1 = (weights[r + 1] ?? 0) * k1[a]!;
      const a2 = (weights[r + 2] ?? 0) * k2[a]!;
      const a3 = (weights[r + 3] ?? 0) * k3[a]!;
      for (let b = 0, at = a * m; b <= a; b++, at++) {
        gram[at]! += a0 * k0[b]! + a1 * k1[b]! + a2 * k2[b]! + a3 * k3[b]!;
      }
    }
  }
  return gram;
}

/** Predictions, offset included, row-major [rows, outputs]. */
function apply(
  kernel: Matrix,
  coefficients: readonly Float64Array[],
  { outputs, offset }: Goals,
): Float64Array {
  const { values, rows, columns } = kernel;
  const scores = new Float64Array(rows * outputs).fill(offset);
  for (let row = 0; row < rows; row++) {
    for (let o = 0; o < outputs; o++) {
      let sum = 0;
      for (let j = 0; j < columns; j++) sum += values[row * columns + j]! * coefficients[o]![j]!;
      scores[row * outputs + o]! += sum;
    }
  }
  return scores;
}
