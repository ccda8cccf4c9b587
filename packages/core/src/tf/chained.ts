/// <reference types="@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops" preserve="true" />
import * as tf from '@tensorflow/tfjs-core';

/** Operations that are methods of tensors, too, with the tensor as their first argument. */
const PLAIN = [
  ...'abs acos acosh add all any argMax argMin asin asinh atan atan2 atanh batchToSpaceND batchNorm'.split(
    ' ',
  ),
  ...'broadcastTo cast ceil clipByValue conv1d conv2d cos cosh cumprod cumsum depthToSpace div divNoNan'.split(
    ' ',
  ),
  ...'dot elu equal erf euclideanNorm exp expandDims expm1 fft floor floorDiv gather greater'.split(' '),
  ...'greaterEqual ifft irfft isFinite isInf isNaN leakyRelu less lessEqual log log1p logSigmoid'.split(' '),
  ...'logSoftmax logSumExp logicalAnd logicalNot logicalOr logicalXor matMul max maximum mean min'.split(' '),
  ...'minimum mirrorPad mod mul neg norm notEqual oneHot onesLike pad pool pow prelu prod reciprocal'.split(
    ' ',
  ),
  ...'relu relu6 reshape reverse rfft round rsqrt selu sigmoid sign sin sinh slice softmax softplus'.split(
    ' ',
  ),
  ...'spaceToBatchND split sqrt square squaredDifference squeeze step stridedSlice sub sum tan tanh'.split(
    ' ',
  ),
  ...'tile topk transpose unique unstack zerosLike avgPool conv2dTranspose depthwiseConv2D dilation2d'.split(
    ' ',
  ),
  ...'localResponseNormalization maxPool separableConv2d unsortedSegmentSum'.split(' '),
];

const listOf = (x: tf.Tensor | tf.Tensor[]): tf.Tensor[] => (Array.isArray(x) ? x : [x]);

/** Those whose arguments are others. */
const OWN: Readonly<Record<string, (own: tf.Tensor, ...given: never[]) => unknown>> = {
  asScalar: (own) => {
    tf.util.assert(own.size === 1, () => 'The array must have only 1 element.');
    return tf.reshape(own, []);
  },
  as1D: (own) => tf.reshape(own, [own.size]),
  as2D: (own, ...shape) => tf.reshape(own, shape),
  as3D: (own, ...shape) => tf.reshape(own, shape),
  as4D: (own, ...shape) => tf.reshape(own, shape),
  as5D: (own, ...shape) => tf.reshape(own, shape),
  asType: (own, type: tf.DataType) => tf.cast(own, type),
  concat: (own, x: tf.Tensor | tf.Tensor[], axis?: number) => tf.concat([own, ...listOf(x)], axis),
  flatten: (own) => tf.reshape(own, [own.size]),
  reshapeAs: (own, x: tf.Tensor) => tf.reshape(own, x.shape),
  resizeBilinear: (own, ...given) =>
    tf.image.resizeBilinear(own as tf.Tensor3D, ...(given as unknown as [[number, number]])),
  resizeNearestNeighbor: (own, ...given) =>
    tf.image.resizeNearestNeighbor(own as tf.Tensor3D, ...(given as unknown as [[number, number]])),
  stack: (own, x: tf.Tensor | tf.Tensor[], axis?: number) => tf.stack([own, ...listOf(x)], axis),
  toBool: (own) => tf.cast(own, 'bool'),
  toFloat: (own) => tf.cast(own, 'float32'),
  toInt: (own) => tf.cast(own, 'int32'),
  where: (own, condition: tf.Tensor, x: tf.Tensor) => tf.where(condition, own, x),
};

type Operation = (own: tf.Tensor, ...given: never[]) => unknown;

const operations = tf as unknown as Readonly<Record<string, Operation>>;

// TensorFlow.js registers these where its whole package is loaded; to do it twice changes nothing.
for (const [name, operation] of [
  ...PLAIN.map((name) => [name, operations[name]] as const),
  ...Object.entries(OWN),
]) {
  if (!operation) continue;
  Object.defineProperty(tf.Tensor.prototype, name, {
    configurable: true,
    writable: true,
    value(this: tf.Tensor, ...given: never[]) {
      (this as unknown as { throwIfDisposed(): void }).throwIfDisposed();
      return operation(this, ...given);
    },
  });
}
