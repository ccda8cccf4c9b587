import * as tf from '@mimmx/core/tf';
import { kernel } from '../backend/kernel.ts';
import { pad, reshape, slice, transpose } from '../graph/index.ts';

/** Kernels that move blocks of space into the batch or the channels, and back. */
export const blockKernels = [
  kernel<'x', tf.DepthToSpaceAttrs>('DepthToSpace', ({ x }, { blockSize: b, dataFormat }) => {
    if (dataFormat === 'NCHW') {
      const [n, c, h, w] = x.shape as [number, number, number, number];
      const cells = transpose(reshape(x, [n, b, b, c / (b * b), h, w]), [0, 3, 4, 1, 5, 2]);
      return reshape(cells, [n, c / (b * b), h * b, w * b]);
    }
    const [n, h, w, c] = x.shape as [number, number, number, number];
    const cells = transpose(reshape(x, [n, h, w, b, b, c / (b * b)]), [0, 1, 3, 2, 4, 5]);
    return reshape(cells, [n, h * b, w * b, c / (b * b)]);
  }),
  kernel<'x', tf.SpaceToBatchNDAttrs>('SpaceToBatchND', ({ x }, { blockShape, paddings }) => {
    const rank = x.shape.length;
    const pads = [[0, 0], ...paddings, ...Array.from({ length: rank - 1 - blockShape.length }, () => [0, 0])];
    const padded = pad(x, pads as [number, number][]);
    const blocks = blockShape.reduce((a, n) => a * n, 1);
    const split = tf.backend_util.getReshaped([...padded.shape], blockShape, blocks, false);
    const order = tf.backend_util.getPermuted(split.length, blockShape.length, false);
    const merged = tf.backend_util.getReshapedPermuted([...padded.shape], blockShape, blocks, false);
    return reshape(transpose(reshape(padded, split), order), merged);
  }),
  kernel<'x', tf.BatchToSpaceNDAttrs>('BatchToSpaceND', ({ x }, { blockShape, crops }) => {
    const blocks = blockShape.reduce((a, n) => a * n, 1);
    const split = tf.backend_util.getReshaped([...x.shape], blockShape, blocks);
    const order = tf.backend_util.getPermuted(split.length, blockShape.length);
    const merged = tf.backend_util.getReshapedPermuted([...x.shape], blockShape, blocks);
    const start = tf.backend_util.getSliceBeginCoords(crops, blockShape.length);
    const size = tf.backend_util.getSliceSize(merged, crops, blockShape.length);
    const whole = reshape(transpose(reshape(x, split), order), merged);
    // Only the axes of the blocks are cropped.
    const first = whole.shape.map((_, i) => start[i] ?? 0);
    return slice(
      whole,
      first,
      whole.shape.map((n, i) => size[i] ?? n),
    );
  }),
  kernel<'image'>('FlipLeftRight', ({ image }) => {
    const width = image.shape[2] as number;
    return slice(image, [0, 0, width - 1, 0], image.shape, [1, 1, -1, 1]);
  }),
];
