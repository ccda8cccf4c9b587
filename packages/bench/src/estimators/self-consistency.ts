import { type EstimatorDefinition, isMimmxError, Random, type Samples } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { chooseEstimator, type EstimateOptions, estimateMi } from '@mimmx/mi-estimators';
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
  /** What y was: a correlated normal of 0.51 nats, or a class that moves x, of 0.34 nats. */
  readonly y: 'continuous' | 'discrete';
}

const RHO = 0.8;

/** How a pair is drawn, with or without dependence, and how two copies of y are put side by side. */
interface Pairs {
  draw(rows: number, dependent: boolean, random: Random): { readonly x: Samples; readonly y: Samples };
  both(y: Samples, copy: Samples): Samples;
}

const continuous: Pairs = {
  draw: (rows, dependent, random) => drawGaussian(rows, 1, dependent ? RHO : 0, random),
  both: beside,
};

const discrete: Pairs = {
  draw(rows, dependent, random) {
    const codes = Int32Array.from({ length: rows }, () => random.integer(2));
    const values = Float64Array.from(codes, (code) => (dependent ? 2 * code - 1 : 0) + random.normal());
    return { x: { values, rows, columns: 1 }, y: { values: codes, rows, columns: 1, classes: 2 } };
  },
  both: (y, copy) => ({
    ...y,
    values: Int32Array.from(y.values, (code, i) => 2 * code + copy.values[i]!),
    classes: 4,
  }),
};

/**
 * Puts any estimator through the self-consistency tests of Song & Ermon (ICLR 2020, §5.2): on correlated normals, or
 * with a class for y where the estimator takes no continuous y.
 *
 * @param rows samples of each estimate
 */
export async function selfConsistency(
  options: EstimateOptions & Required<Pick<EstimateOptions, 'estimator'>>,
  rows = 2000,
): Promise<SelfConsistency> {
  const { definition, options: own } = chooseEstimator(options.estimator, options.options);
  const y = takesContinuous(definition, own) ? 'continuous' : 'discrete';
  const { draw, both } = y === 'continuous' ? continuous : discrete;
  const random = new Random(options.seed ?? 0);
  const value = async (a: Samples, b: Samples) =>
    (await estimateMi(a, b, { ...options, interval: false })).value;
  const first = draw(rows, true, random);
  const alone = draw(rows, false, random);
  const copy = draw(rows, true, random);
  const single = await value(first.x, first.y);
  const cubed = { ...first.x, values: Float64Array.from(first.x.values, (v) => v ** 3) };
  return {
    independence: await value(alone.x, alone.y),
    dataProcessing: (await value(beside(first.x, cubed), first.y)) / single,
    additivity: (await value(beside(first.x, copy.x), both(first.y, copy.y))) / single,
    y,
  };
}

/** Some say it in what they accept, others by refusing to be made. */
function takesContinuous(definition: EstimatorDefinition, own: unknown): boolean {
  if (!definition.accepts.y.includes('continuous')) return false;
  const form = { kind: 'continuous', width: 1 } as const;
  try {
    const made = definition.create({ x: form, y: form, random: new Random(0) }, own);
    if (made.form === 'sample') made.measure(...normals());
    else tf.dispose([...made.variables, ...made.state]);
    return true;
  } catch (error) {
    if (isMimmxError(error) && (error.code === 'E_FORM' || error.code === 'E_OPTION')) return false;
    throw error;
  }
}

function normals(): [Samples, Samples] {
  const { x, y } = drawGaussian(64, 1, RHO, new Random(0));
  return [x, y];
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
