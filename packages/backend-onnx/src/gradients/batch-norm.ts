import * as tf from '@mimmx/core/tf';
import { kernel } from '../backend/kernel.ts';
import { add, div, mul, reduce, reshape, scalar, sub, unary, type Value } from '../graph/index.ts';

/** The kernel behind the gradient below. */
export const BATCH_NORM_GRADIENT = 'OnnxBatchNormGradient';

/**
 * Gradients of scale · (x − mean) / √(variance + ε) + offset with respect to each input. TensorFlow.js's own version
 * writes out tiles and products of x's size; this one goes through x and dy twice.
 */
export const batchNormGradientKernel = kernel<
  'dy' | 'x' | 'mean' | 'variance' | 'scale',
  { epsilon: number }
>(BATCH_NORM_GRADIENT, ({ dy, x, mean, variance, scale }, { epsilon }) => {
  const axes = x.shape.map((_, i) => i).slice(0, -1);
  const vector = mean.shape.length === 1;
  const total = (value: Value) => (vector ? reduce('ReduceSum', value, axes, false) : value);
  const inverse = div(scalar(1), unary('Sqrt', add(variance, epsilon)));
  const slope = mul(inverse, scale);
  const sumDy = total(dy);
  const sumDyX = total(mul(dy, sub(x, mean)));
  const dMean = mul(mul(sumDy, slope), -1);
  const dVariance = mul(mul(sumDyX, mul(slope, mul(inverse, inverse))), -0.5);
  const shaped = (value: Value, like: Value) => reshape(value, like.shape);
  return [
    mul(dy, slope),
    shaped(dMean, mean),
    shaped(dVariance, variance),
    shaped(mul(sumDyX, inverse), scale),
    shaped(sumDy, scale),
  ];
});

/** Registers the gradient; on other backends TensorFlow.js's own goes on to work. */
export const registerBatchNormGradient = (engineName: string): void => {
  const original = tf.getGradient('FusedBatchNorm');
  if (!original || original.gradFunc.name === 'onnxBatchNormGradient') return;
  const onnxBatchNormGradient: tf.GradFunc = (dy, saved, attributes) => {
    const [x, mean, variance, scale] = saved as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor | undefined];
    const vector = mean.rank === 1;
    // Parameters of x's own shape are rare; the original handles every form of them.
    if (tf.getBackend() !== engineName || !vector || !scale || scale.rank !== 1 || x.rank < 2) {
      return original.gradFunc(dy, saved, attributes);
    }
    const epsilon = (attributes as unknown as tf.FusedBatchNormAttrs).varianceEpsilon;
    // Recorded once for each input: every gradient function runs in a tidy of its own, which would dispose of results
    // kept for the next one, and a graph merges what is equal anyway.
    const result = (i: number) => () =>
      (
        tf
          .engine()
          .runKernel(
            BATCH_NORM_GRADIENT,
            { dy: dy as tf.Tensor, x, mean, variance, scale },
            { epsilon },
          ) as tf.Tensor[]
      )[i] as tf.Tensor;
    return { x: result(0), mean: result(1), variance: result(2), scale: result(3), offset: result(4) };
  };
  tf.unregisterGradient('FusedBatchNorm');
  tf.registerGradient({ ...original, gradFunc: onnxBatchNormGradient });
};
