import type { LinearHead } from './softmax-fit.ts';

/** Mean and standard deviation of each feature. */
export interface Scale {
  readonly mean: Float64Array;
  readonly sd: Float64Array;
}

/** The scale of rows, [rows × width]; a feature that does not vary is left as it is. */
export function scaleOf(features: Float64Array, width: number): Scale {
  const rows = features.length / width;
  const mean = new Float64Array(width);
  const sd = new Float64Array(width);
  for (const [i, value] of features.entries()) mean[i % width]! += value / rows;
  for (const [i, value] of features.entries()) sd[i % width]! += (value - mean[i % width]!) ** 2 / rows;
  return { mean, sd: sd.map((variance) => (variance > 1e-12 ? Math.sqrt(variance) : 1)) };
}

/** Features with mean 0 and variance 1. */
export const scaled = (features: Float64Array, { mean, sd }: Scale): Float64Array =>
  features.map((value, i) => (value - mean[i % mean.length]!) / sd[i % mean.length]!);

/** The head on raw features that says what `head` says on scaled ones. */
export function unscaled({ weight, bias }: LinearHead, { mean, sd }: Scale): LinearHead {
  const classes = bias.length;
  const raw = weight.map((w, i) => w / sd[Math.floor(i / classes)]!);
  return {
    weight: raw,
    bias: bias.map((b, k) => b - mean.reduce((sum, m, j) => sum + m * raw[j * classes + k]!, 0)),
  };
}
