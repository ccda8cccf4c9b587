import * as tf from '../tf/index.ts';

/**
 * The same values without their history: no gradient flows through the result. TensorFlow.js has no stop-gradient,
 * and one written with `customGrad` would still walk the whole path with zeros; this is a second tensor on the same
 * data, which the tape does not know.
 */
export function detach<T extends tf.Tensor>(x: T): T {
  const backend = tf.backend();
  backend.incRef(x.dataId);
  return tf.engine().makeTensorFromDataId(x.dataId, x.shape, x.dtype, backend) as T;
}
