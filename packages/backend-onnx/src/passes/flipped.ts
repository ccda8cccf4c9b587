import {
  emit,
  gather,
  int,
  integers,
  ints,
  range,
  reshape,
  sizeOf,
  transpose,
  type Value,
} from '../graph/index.ts';
import { settings } from '../session/settings.ts';
import { madeBy, type Pass, rewrite } from './rewrite.ts';

/**
 * The gradient of a convolution with stride 1 to its input is a convolution, too, with the kernels turned around. In
 * three dimensions ONNX Runtime's `Conv` is several times faster than its `ConvTranspose`. In two, with one thread, it is
 * slower for few channels and hardly faster for many; but it divides among threads, where `ConvTranspose` gets slower.
 */
export const flipTransposed: Pass = (outputs) =>
  rewrite(outputs, (node, inputs) => {
    const stored = madeBy(inputs[1], 'Transpose');
    const filter = stored?.inputs[0];
    const dy = inputs[0];
    if (node.op !== 'ConvTranspose' || !stored || !filter || !dy) return null;
    const list = (key: string) => (node.attributes[key]?.value ?? []) as readonly number[];
    const rank = list('kernel_shape').length;
    if (rank === 1 || (rank === 2 && settings().threads === 1)) return null;
    // The layout of TensorFlow.js, […size, in, out], read as [out, in, …size].
    const order = [rank + 1, rank, ...range(rank)];
    if (String(stored.attributes.perm?.value) !== String(order)) return null;
    if (node.attributes.group?.value !== 1 || list('strides').some((n) => n !== 1)) return null;
    if (list('output_padding').some((n) => n > 0)) return null;
    const reach = list('kernel_shape').map((n, i) => (n - 1) * (list('dilations')[i] as number));
    const pads = list('pads').map((n, i) => (reach[i % rank] as number) - n);
    if (pads.some((n) => n < 0)) return null;
    const result = node.outputs[0] as Value;
    return emit('Conv', [dy, turned(filter, rank)], result.shape, result.type, {
      kernel_shape: ints(list('kernel_shape')),
      strides: ints(list('strides')),
      dilations: ints(list('dilations')),
      pads: ints(pads),
      group: int(1),
    });
  });

/** […size, in, out] → [in, out, …size], every place of the kernel at its mirror image. */
const turned = (filter: Value, rank: number): Value => {
  const size = filter.shape.slice(0, rank);
  const count = sizeOf(size);
  const rows = reshape(filter, [count, filter.size / count]);
  const reversed = gather(rows, integers(range(count).reverse()), 0);
  return transpose(reshape(reversed, filter.shape), [rank, rank + 1, ...range(rank)]);
};
