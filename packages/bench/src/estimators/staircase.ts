import {
  adam,
  type Backend,
  type EstimatorDefinition,
  eager,
  normalTensor,
  Random,
  type TensorEstimator,
} from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { chooseEstimator } from '@mimmx/mi-estimators';
import { correlationFor } from './tasks/gaussian.ts';

/** The protocol of the bounds' papers: fresh batches of correlated normals, whose mutual information climbs stairs. */
export interface StaircaseSettings {
  readonly estimator: string | EstimatorDefinition;
  readonly options?: Readonly<Record<string, unknown>>;
  /** Dimension of each side. */
  readonly d: number;
  readonly cubic?: boolean;
  /** Mutual information of each stair, in nats. */
  readonly stairs: readonly number[];
  /** Updates on each stair, and those at its end that are summed up. */
  readonly steps: number;
  readonly counted: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** Whether the learning rate falls to 0 over the steps of a stair, along a half cosine. */
  readonly cosine?: boolean;
  /** Whether every stair begins with a new estimator (CLUB's protocol) or goes on with the old (SMILE's). */
  readonly restart?: boolean;
  readonly seed: number;
  readonly backend?: Pick<Backend, 'compile'>;
}

/** Estimates along one stair. */
export interface Stair {
  readonly truth: number;
  /** The estimate on each update's batch, before the update, in nats. */
  readonly trace: Float32Array;
  readonly mean: number;
  readonly bias: number;
  /** Variance over the counted updates. */
  readonly variance: number;
  readonly mse: number;
}

/** Climbs the stairs with one estimator. Throws E_FORM if it is no tensor estimator of continuous variables. */
export async function runStaircase(settings: StaircaseSettings): Promise<Stair[]> {
  const { d, batchSize, stairs, backend = eager } = settings;
  const chosen = chooseEstimator(settings.estimator, settings.options);
  const random = new Random(settings.seed);
  const form = { kind: 'continuous', width: d } as const;
  const make = () => {
    const estimator = chosen.definition.create(
      { x: form, y: form, random },
      chosen.options,
    ) as TensorEstimator;
    const optimiser = adam({
      variables: estimator.variables,
      learningRate: settings.learningRate,
      ...(settings.cosine && { cosineOver: settings.steps }),
    });
    const update = backend.compile((correlation: tf.Tensor) => {
      const x = normalTensor(random, [batchSize, d]);
      const rest = tf.sqrt(tf.sub(1, tf.square(correlation)));
      const y = tf.add(tf.mul(x, correlation), tf.mul(normalTensor(random, [batchSize, d]), rest));
      const seen = settings.cubic ? tf.mul(y, tf.square(y)) : y;
      const value = estimator.estimate(x, seen);
      optimiser.minimize(() => estimator.loss(x, seen));
      return value;
    });
    return { update, variables: [...estimator.variables, ...estimator.state, ...optimiser.state] };
  };
  let climber = make();
  const climbed: Stair[] = [];
  for (const [i, truth] of stairs.entries()) {
    if (settings.restart && i > 0) {
      tf.dispose(climber.variables);
      climber = make();
    }
    const correlation = tf.scalar(correlationFor(truth, d));
    const trace = new Float32Array(settings.steps);
    for (let step = 0; step < settings.steps; step++) {
      const value = await climber.update(correlation);
      trace[step] = (await value.data())[0]!;
      value.dispose();
    }
    correlation.dispose();
    climbed.push({ truth, trace, ...summary(trace.subarray(-settings.counted), truth) });
  }
  tf.dispose(climber.variables);
  return climbed;
}

function summary(values: Float32Array, truth: number) {
  const n = values.length;
  const mean = values.reduce((a, b) => a + b, 0) / n;
  const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / n;
  const bias = mean - truth;
  return { mean, bias, variance, mse: variance + bias * bias };
}
