import type { Random } from '@mimmx/core/contracts';
import { classWeights } from './class-weights.ts';
import { DenseNetwork, type OutputTarget } from './dense-network.ts';
import { largestOf } from './largest-of.ts';
import { splitForProbes } from './split.ts';
import { type Matrix, takeRows } from './standardise.ts';

/** How the multi-layer perceptron is trained. */
export interface PerceptronSettings {
  readonly random: Random;
  /** Hidden widths of each restart. */
  readonly restarts?: readonly (readonly number[])[];
  /** Most passes over the data for each restart. */
  readonly epochs?: number;
  /** Passes without a better validation loss after which a restart ends. */
  readonly patience?: number;
  readonly batch?: number;
  readonly learningRate?: number;
}

/**
 * A multi-layer perceptron as classifier: cross-entropy weighted by class, Adam, early stopping on an inner
 * validation part (a fifth of the patients), several restarts of which the one with the lowest validation loss
 * counts.
 *
 * @param fit standardised features to fit on, [rows, columns]
 * @param codes class of each of those rows
 * @param patients patient of each of those rows
 * @param judge standardised features to predict
 * @returns predicted classes of `judge`
 */
export function perceptronClasses(
  fit: Matrix,
  codes: Int32Array,
  classes: number,
  patients: Int32Array,
  judge: Matrix,
  settings: PerceptronSettings,
): Int32Array {
  return largestOf(perceptronScores(fit, codes, classes, patients, judge, settings).judge, classes);
}

/** Outputs of a trained perceptron. */
export interface PerceptronOutputs {
  /** For the rows to judge, row-major [rows, outputs]. */
  readonly judge: Float64Array;
  /** For the rows of the inner validation part, in the order of the split that the stream draws first. */
  readonly held: Float64Array;
}

/** The logits of {@link perceptronClasses}. */
export function perceptronScores(
  fit: Matrix,
  codes: Int32Array,
  classes: number,
  patients: Int32Array,
  judge: Matrix,
  settings: PerceptronSettings,
): PerceptronOutputs {
  const weights = classWeights(codes, classes);
  const target: OutputTarget = {
    width: classes,
    loss(row, outputs, at, gradient) {
      let largest = Number.NEGATIVE_INFINITY;
      for (let c = 0; c < classes; c++) largest = Math.max(largest, outputs[at + c]!);
      let total = 0;
      for (let c = 0; c < classes; c++) total += Math.exp(outputs[at + c]! - largest);
      const weight = weights[codes[row]!]!;
      for (let c = 0; c < classes; c++) {
        gradient[at + c] =
          weight * (Math.exp(outputs[at + c]! - largest) / total - (c === codes[row] ? 1 : 0));
      }
      return weight * (largest + Math.log(total) - outputs[at + codes[row]!]!);
    },
  };
  return train(fit, codes, patients, judge, target, settings);
}

/** The same for a continuous z, by squared error. */
export function perceptronValues(
  fit: Matrix,
  z: Float64Array,
  patients: Int32Array,
  judge: Matrix,
  settings: PerceptronSettings,
): Float64Array {
  return perceptronNumbers(fit, z, patients, judge, settings).judge;
}

/** The values of {@link perceptronValues}, and those for the inner validation part. */
export function perceptronNumbers(
  fit: Matrix,
  z: Float64Array,
  patients: Int32Array,
  judge: Matrix,
  settings: PerceptronSettings,
): PerceptronOutputs {
  const mean = z.reduce((a, b) => a + b, 0) / z.length;
  const sd = Math.sqrt(z.reduce((sum, value) => sum + (value - mean) ** 2, 0) / z.length) || 1;
  const target: OutputTarget = {
    width: 1,
    loss(row, outputs, at, gradient) {
      const residual = outputs[at]! - (z[row]! - mean) / sd;
      gradient[at] = residual;
      return residual ** 2 / 2;
    },
  };
  const outputs = train(fit, new Int32Array(z.length), patients, judge, target, settings);
  const inUnit = (values: Float64Array) => values.map((value) => mean + sd * value);
  return { judge: inUnit(outputs.judge), held: inUnit(outputs.held) };
}

/** Gain in validation loss, in nats, that earns more patience; smaller ones are kept but not waited for. */
const WORTH_WAITING = 1e-3;

/** Outputs of the best restart. */
function train(
  fit: Matrix,
  strata: Int32Array,
  patients: Int32Array,
  judge: Matrix,
  target: OutputTarget,
  settings: PerceptronSettings,
): PerceptronOutputs {
  const {
    random,
    restarts = [[64], [64], [64, 64]],
    epochs = 60,
    patience = 10,
    batch = 64,
    learningRate = 0.005,
  } = settings;
  const { fit: inner, judge: validation } = splitForProbes(strata, patients, 0.8, random);
  const held = takeRows(fit.values, fit.columns, validation);
  const size = Math.min(batch, inner.length);
  const inputs = new Float64Array(size * fit.columns);
  const scratch = new Float64Array(validation.length * target.width);

  const width = target.width;
  const nothing = { judge: new Float64Array(judge.rows * width), held: new Float64Array(held.rows * width) };
  let best = { loss: Number.POSITIVE_INFINITY, outputs: nothing };
  for (const hidden of restarts) {
    const network = new DenseNetwork([fit.columns, ...hidden, target.width], random);
    let kept = { loss: Number.POSITIVE_INFINITY, parameters: network.snapshot() };
    let improved = { loss: Number.POSITIVE_INFINITY, epoch: 0 };
    for (let epoch = 1; epoch <= epochs && epoch - improved.epoch <= patience; epoch++) {
      random.shuffle(inner);
      for (let start = 0; start + size <= inner.length; start += size) {
        const rows = inner.subarray(start, start + size);
        for (let i = 0; i < size; i++) {
          const from = rows[i]! * fit.columns;
          inputs.set(fit.values.subarray(from, from + fit.columns), i * fit.columns);
        }
        network.step(inputs, rows, target, learningRate);
      }
      const outputs = network.forward(held.values, held.rows);
      let loss = 0;
      validation.forEach((row, i) => {
        loss += target.loss(row, outputs, i * target.width, scratch) / validation.length;
      });
      if (loss < kept.loss) kept = { loss, parameters: network.snapshot() };
      if (loss < improved.loss - WORTH_WAITING) improved = { loss, epoch };
    }
    if (kept.loss < best.loss) {
      network.restore(kept.parameters);
      const outputsOf = ({ values, rows }: Matrix) => network.forward(values, rows).slice(0, rows * width);
      best = { loss: kept.loss, outputs: { judge: outputsOf(judge), held: outputsOf(held) } };
    }
  }
  return best.outputs;
}
