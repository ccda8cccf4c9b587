import type { Batch, MethodContext, TensorEstimator, VariableForm } from '../../contracts/index.ts';
import { MimmxError } from '../../errors.ts';
import { detach } from '../../tensor/index.ts';
import * as tf from '../../tf/index.ts';
import type { MimmxSettings } from './settings.ts';
import type { Strata } from './strata.ts';

/** One side of a dependence: given all slices and the batch, the values to hold against each other. */
type Side = (slices: readonly tf.Tensor2D[], batch: Batch) => tf.Tensor;

/** The dependence of two quantities, read by estimators of its own (one set per stratum). */
export interface Dependence {
  /** `thickness` for f_y against z1; `thickness~rotation` for a pair of confounders. */
  readonly name: string;
  readonly variables: readonly tf.Variable[];
  readonly state: readonly tf.Variable[];
  /** What the estimators minimise, on detached slices. */
  loss(slices: readonly tf.Tensor2D[], batch: Batch, weights?: tf.Tensor1D): tf.Scalar;
  /** The estimate in nats (mean over strata), differentiable in the slices. */
  estimate(slices: readonly tf.Tensor2D[], batch: Batch, weights?: tf.Tensor1D): tf.Scalar;
  /** Gives the critic of that number new first weights, in every stratum. */
  restart(critic: number): void;
}

/** Makes the estimators of one pair of quantities. @throws E_ESTIMATOR if the estimator cannot serve here */
export function createDependence(
  name: string,
  sides: { x: Side; xForm: VariableForm; y: Side; yForm: VariableForm },
  settings: MimmxSettings,
  strata: Strata,
  context: MethodContext,
): Dependence {
  const rows = context.optimiser.batchSize / strata.count;
  const make = (): TensorEstimator => {
    const { definition, estimator } = context.parts.estimator(
      settings.estimator,
      sides.xForm,
      sides.yForm,
      rows,
    );
    const owner = `mimm-x: estimator "${definition.name}"`;
    if (estimator.form !== 'tensor' || !definition.differentiable) {
      throw new MimmxError(
        'E_ESTIMATOR',
        `${owner} has no gradient, so it cannot train an encoder. Choose a differentiable one, e.g. "mine".`,
      );
    }
    const { accepts } = definition;
    if (!accepts.x.includes(sides.xForm.kind)) {
      throw new MimmxError(
        'E_ESTIMATOR',
        `${owner} takes ${accepts.x.join(' or ')} x, but f_y is ${sides.xForm.kind}. Choose another estimator.`,
      );
    }
    if (!accepts.y.includes(sides.yForm.kind)) {
      throw new MimmxError(
        'E_ESTIMATOR',
        `${owner} takes ${accepts.y.join(' or ')} y, but "${name}" is ${sides.yForm.kind}. Set "against" or choose another estimator.`,
      );
    }
    return estimator;
  };
  const critics = Array.from({ length: strata.count }, () => Array.from({ length: settings.critics }, make));
  const all = critics.flat();

  const perStratum = (
    slices: readonly tf.Tensor2D[],
    batch: Batch,
    weights: tf.Tensor1D | undefined,
    read: (estimators: readonly TensorEstimator[], x: tf.Tensor, y: tf.Tensor, w?: tf.Tensor1D) => tf.Scalar,
  ): tf.Scalar => {
    const x = sides.x(slices, batch);
    const y = sides.y(slices, batch);
    const values = critics.map((estimators, c) =>
      read(estimators, strata.rows(x, c), strata.rows(y, c), weights && strata.rows(weights, c)),
    );
    return values.length === 1 ? values[0]! : (tf.div(tf.addN(values), values.length) as tf.Scalar);
  };

  return {
    name,
    variables: all.flatMap((estimator) => estimator.variables),
    state: all.flatMap((estimator) => estimator.state),
    loss: (slices, batch, weights) =>
      perStratum(
        slices.map(detach),
        batch,
        weights,
        (estimators, x, y, w) => tf.addN(estimators.map((estimator) => estimator.loss(x, y, w))) as tf.Scalar,
      ),
    estimate: (slices, batch, weights) =>
      perStratum(slices, batch, weights, (estimators, x, y, w) => {
        const values = estimators.map((estimator) => estimator.estimate(x, y, w));
        return values.length === 1 ? values[0]! : (tf.max(tf.stack(values)) as tf.Scalar);
      }),
    restart(critic) {
      for (const estimators of critics) {
        const old = estimators[critic]!;
        const fresh = make();
        const values = [...fresh.variables, ...fresh.state];
        for (const [i, variable] of [...old.variables, ...old.state].entries()) variable.assign(values[i]!);
        tf.dispose(values);
      }
    },
  };
}

/** f_y against confounder i: its features or its labels. */
export function againstConfounder(
  i: number,
  against: 'features' | 'labels',
  widths: readonly number[],
  context: MethodContext,
) {
  const factor = context.task.z[i]!;
  const x: Side = (slices) => slices[0]!;
  const xForm: VariableForm = { kind: 'continuous', width: widths[0]! };
  if (against === 'features') {
    return {
      x,
      xForm,
      y: ((slices) => slices[i + 1]!) as Side,
      yForm: { kind: 'continuous', width: widths[i + 1]! } as VariableForm,
    };
  }
  if (factor.kind === 'categorical') {
    return {
      x,
      xForm,
      y: ((_, batch) => batch.z[i]!) as Side,
      yForm: { kind: 'discrete', classes: factor.classes } as VariableForm,
    };
  }
  return {
    x,
    xForm,
    y: ((_, batch) => tf.expandDims(batch.z[i]!, 1)) as Side,
    yForm: { kind: 'continuous', width: 1 } as VariableForm,
  };
}

/** Features of confounders i and j against each other. */
export const betweenConfounders = (i: number, j: number, widths: readonly number[]) => ({
  x: ((slices) => slices[i + 1]!) as Side,
  xForm: { kind: 'continuous', width: widths[i + 1]! } as VariableForm,
  y: ((slices) => slices[j + 1]!) as Side,
  yForm: { kind: 'continuous', width: widths[j + 1]! } as VariableForm,
});
