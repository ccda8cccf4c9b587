import * as tf from '../../tf/index.ts';

/**
 * Sweeps every column of symmetric positive definite matrices [count, d, d] in turn (Beaton, 1964): gives their
 * inverses, and the logarithms of their determinants as the sum over pivots. No pivoting is needed, and nothing
 * depends on values, so that it compiles; d steps of a few kernels.
 */
function sweep(matrices: tf.Tensor3D): { inverse: tf.Tensor3D; logDeterminant: tf.Tensor1D } {
  const [count, d] = matrices.shape;
  let a: tf.Tensor = matrices;
  const pivots: tf.Tensor[] = [];
  const unit = tf.eye(d);
  for (let k = 0; k < d; k++) {
    const column = tf.slice(a, [0, 0, k], [count, d, 1]);
    const pivot = tf.slice(a, [0, k, k], [count, 1, 1]);
    const e = tf.slice(unit, [0, k], [d, 1]);
    const v = tf.sub(column, e) as tf.Tensor3D;
    // Row and column k become their quotients by the pivot, and the pivot becomes 2 − 1/pivot, of which 2 is taken.
    const next = tf.sub(a, tf.div(tf.matMul(v, v, false, true), pivot));
    a = tf.sub(next, tf.mul(tf.matMul(e as tf.Tensor2D, e as tf.Tensor2D, false, true), 2));
    pivots.push(pivot.reshape([count]));
  }
  return {
    inverse: tf.neg(a) as tf.Tensor3D,
    logDeterminant: tf.addN(pivots.map((pivot) => tf.log(pivot))) as tf.Tensor1D,
  };
}

/**
 * Logarithm of the determinant of symmetric positive definite matrices, [count, d, d] → [count]. Its gradient is the
 * inverse, which falls out of the same steps.
 */
export const logDeterminant = tf.customGrad((matrices, save) => {
  const { inverse, logDeterminant: value } = sweep(matrices as tf.Tensor3D);
  (save as tf.GradSaveFunc)([inverse]);
  return {
    value,
    gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.mul(saved[0]!, dy.reshape([-1, 1, 1])),
  };
}) as (matrices: tf.Tensor3D) => tf.Tensor1D;
