import { defineEstimator, options } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';

/** Covariance of two sides under row weights, [dx, dy]. */
const covariance = (a: tf.Tensor, b: tf.Tensor, w: tf.Tensor): tf.Tensor => {
  const centred = (side: tf.Tensor) => side.sub(side.mul(w).sum(0));
  return centred(a).matMul(centred(b).mul(w), true, false);
};

const size = (matrix: tf.Tensor): tf.Tensor => matrix.square().sum();

/** The RV coefficient, ‖Σxy‖² / (‖Σxx‖ ‖Σyy‖): the squared correlation of two vectors. Sees linear dependence alone. */
export const rvCoefficient = defineEstimator({
  name: 'rv-coefficient',
  summary: 'Squared correlation of two vectors; linear dependence alone.',
  source: 'Escoufier, 1973',
  bound: 'none',
  unit: 'index',
  accepts: { x: ['continuous'], y: ['continuous'] },
  differentiable: true,
  options: options({}),
  create: () => ({
    form: 'tensor',
    variables: [],
    state: [],
    loss: () => tf.scalar(0),
    estimate(x, y, weights) {
      const raw = weights ?? tf.ones([x.shape[0]!]);
      const w = raw.div(raw.sum()).expandDims(1);
      const scale = size(covariance(x, x, w)).mul(size(covariance(y, y, w)));
      return size(covariance(x, y, w)).div(scale.sqrt().add(1e-12)) as tf.Scalar;
    },
  }),
});
