import type * as tf from '@mimmx/core/tf';
import { kernel } from '../backend/kernel.ts';
import { int, unary } from '../graph/index.ts';

export const softmaxKernels = [
  kernel<'logits', tf.SoftmaxAttrs>('Softmax', ({ logits }, { dim }) =>
    unary('Softmax', logits, { axis: int(dim < 0 ? dim + logits.shape.length : dim) }),
  ),
  kernel<'logits', tf.LogSoftmaxAttrs>('LogSoftmax', ({ logits }, { axis }) =>
    unary('LogSoftmax', logits, { axis: int(axis < 0 ? axis + logits.shape.length : axis) }),
  ),
];
