import { Random, type Samples } from '@mimmx/core';
import { type EstimateOptions, estimateMi } from '../standalone/index.ts';
import { realSamples } from './task.ts';
import { drawGaussian } from './tasks/gaussian.ts';

/** What every measure of mutual information must satisfy, whatever its value. */
export interface SelfConsistency {
  /** I(x; y) of independent variables; 0 for a sound estimator. */
  readonly independence: number;
  /** I([x, x³]; y) / I(x; y): functions of x add nothing; 1. */
  readonly dataProcessing: number;
  /** I([x, x′]; [y, y′]) / I(x; y) of two independent copies; 2. */
  readonly additivity: number;
}

const RHO = 0.8;

/**
 * Puts any estimator of continuous variables through the self-consistency tests of Song & Ermon (ICLR 2020, §5.2), on
 * correlated normals of 0.51 nats.
 *
 * @param rows samples of each estimate
 */
export async function selfConsistency(options: EstimateOptions, rows = 2000): Promise<SelfConsistency> {
  const random = new Random(options.seed ?? 0);
  const value = async (x: Samples, y: Samples) =>
    (await estimateMi(x, y, { ...options, interval: false })).value;
  const { x, y } = drawGaussian(rows, 1, RHO, random);
  const alone = drawGaussian(rows, 1, 0, random);
  const copy = drawGaussian(rows, 1, RHO, random);
  const single = await value(x, y);
  const cubed = { ...x, values: x.values.map((v) => v ** 3) };
  return {
    independence: await value(alone.x, alone.y),
    dataProcessing: (await value(beside(x, cubed), y)) / single,
    additivity: (await value(beside(x, copy.x), beside(y, copy.y))) / single,
  };
}

/** Two single columns side by side. */
function beside(a: Samples, b: Samples): Samples {
  const both = realSamples(a.rows, 2);
  for (let i = 0; i < a.rows; i++) {
    both.values[2 * i] = a.values[i]!;
    both.values[2 * i + 1] = b.values[i]!;
  }
  return both;
}
