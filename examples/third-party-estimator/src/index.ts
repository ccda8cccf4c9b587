import {
  defineEstimator,
  definePlugin,
  type OptionsOf,
  option,
  options,
  space,
  type VariableForm,
} from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';

const schema = options({
  bandwidth: option(z.number().positive(), {
    default: 0.5,
    description: 'Width of the Gaussian kernel, in standard deviations of a variable.',
    space: space.logUniform(0.1, 2),
  }),
});

/**
 * Kernel between all rows, [batch, batch]: two smoothing Gaussians convolved, or whether two classes are the same.
 *
 * @param w weight of each row, [batch, 1], summing to 1
 */
function kernel(values: tf.Tensor, w: tf.Tensor2D, form: VariableForm, bandwidth: number): tf.Tensor2D {
  if (form.kind === 'discrete')
    return tf.equal(values.expandDims(1), values.expandDims(0)).toFloat() as tf.Tensor2D;
  const centred = values.sub(values.mul(w).sum(0));
  const x = centred.div(centred.square().mul(w).sum(0).add(1e-6).sqrt());
  const norms = x.square().sum(1, true);
  const distances = norms.add(norms.transpose()).sub(x.matMul(x, false, true).mul(2));
  return distances.div(-4 * form.width * bandwidth ** 2).exp() as tf.Tensor2D;
}

/**
 * Cauchy–Schwarz quadratic mutual information, log ∫∫p² ∫∫(pₓp_y)² / (∫∫p pₓp_y)² for kernel density estimates: 0 exactly
 * if the estimated joint density is the product of its marginals, positive otherwise. Has no critic to train.
 *
 * @source Príncipe, Information Theoretic Learning, Springer 2010, ch. 2
 */
export const cauchySchwarz = defineEstimator({
  name: 'cauchy-schwarz',
  summary: 'Cauchy–Schwarz quadratic mutual information of kernel density estimates.',
  source: 'Príncipe, Information Theoretic Learning, 2010, ch. 2',
  bound: 'none',
  unit: 'index',
  accepts: { x: ['continuous', 'discrete'], y: ['continuous', 'discrete'] },
  differentiable: true,
  options: schema,
  create: ({ x: xForm, y: yForm }, { bandwidth }) => ({
    form: 'tensor',
    variables: [],
    state: [],
    loss: () => tf.scalar(0),
    estimate(x, y, weights) {
      const raw = weights ?? tf.ones([x.shape[0]!]);
      const w = raw.div(raw.sum()).expandDims(1) as tf.Tensor2D;
      const [gx, gy] = [kernel(x, w, xForm, bandwidth), kernel(y, w, yForm, bandwidth)];
      const average = (matrix: tf.Tensor) => w.transpose().matMul(matrix.matMul(w)).asScalar();
      const joint = average(gx.mul(gy));
      const marginals = average(gx).mul(average(gy));
      const cross = gx.matMul(w).mul(gy.matMul(w)).mul(w).sum();
      return joint.log().add(marginals.log()).sub(cross.log().mul(2)) as tf.Scalar;
    },
  }),
});

export const plugin = definePlugin({ name: 'mimmx-plugin-cauchy-schwarz', provides: [cauchySchwarz] });

declare module '@mimmx/core' {
  interface EstimatorOptions extends OptionsOf<typeof plugin, 'estimator'> {}
}
