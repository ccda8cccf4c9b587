import {
  constant,
  gather,
  matMul,
  range,
  reduce,
  reshape,
  sizeOf,
  transpose,
  type Value,
} from '../graph/index.ts';
import { isBetterBlocked } from './blocked.ts';
import { type Geometry, pixelsOf, pixelsSeeing } from './pixels.ts';
import { madeBy, type Pass, rewrite } from './rewrite.ts';

/** Up to this many outputs an image, ONNX Runtime's products of single images are too narrow to be fast. */
const NARROW = 300;

/** From this many channels on, copying pixels costs less than that. */
const WIDE = 32;

/**
 * The gradient with respect to the input of a convolution on small images: one matrix product over the whole batch
 * tells what every output sends to each place of the kernel, and each input gathers and adds what was sent to it.
 */
export const gatherGradient: Pass = (outputs) =>
  rewrite(outputs, (node, inputs) => {
    const filter = madeBy(inputs[1], 'Transpose')?.inputs[0];
    const dy = inputs[0];
    if (node.op !== 'ConvTranspose' || inputs[2] || !filter || !dy || node.attributes.group?.value !== 1)
      return null;
    if (isBetterBlocked(node)) return null;
    const list = (key: string) => (node.attributes[key]?.value ?? []) as readonly number[];
    const [batch, out, ...output] = dy.shape as [number, number, ...number[]];
    const [, channels, ...space] = (node.outputs[0] as Value).shape as [number, number, ...number[]];
    if (sizeOf(output) > NARROW || channels < WIDE) return null;
    const rank = space.length;
    const [size, pads] = [list('kernel_shape'), list('pads')];
    const geometry: Geometry = {
      size,
      strides: list('strides'),
      dilations: list('dilations'),
      before: pads.slice(0, rank),
      after: pads.slice(rank),
      output,
    };
    const axes = range(rank).map((i) => i + 2);
    const pixels = pixelsOf(transpose(dy, [0, ...axes, 1]));
    const places = sizeOf(size);
    const sent = matMul(pixels, reshape(filter, [places * channels, out]), false, true);
    // Row by row: the places of the first pixel, those of the second, and so on.
    const parts = reshape(sent, [sent.size / channels, channels]);
    const rows = pixelsSeeing(batch, space, geometry).map((pixel, i) => pixel * places + (i % places));
    const spots = withoutGaps(rows, places, batch * sizeOf(output) * places);
    const dx = reduce('ReduceSum', gather(parts, spots, 0), [1], false);
    return transpose(reshape(dx, [batch, ...space, channels]), [
      0,
      rank + 1,
      ...axes.map((axis) => axis - 1),
    ]);
  });

/**
 * Rows of a table, moved together: behind a stride, an input was seen at some of the places (at most 4 of 9 by 3 × 3 with a
 * stride of 2), and the others would gather and add zeros.
 *
 * @param nothing from here on, a row is a place where the input was not seen
 */
const withoutGaps = (rows: Int32Array, places: number, nothing: number): Value => {
  const inputs = rows.length / places;
  const seen = (input: number) =>
    rows.subarray(input * places, (input + 1) * places).filter((row) => row < nothing);
  const most = range(inputs).reduce((largest, input) => Math.max(largest, seen(input).length), 1);
  const spots = new Int32Array(inputs * most).fill(nothing);
  for (let input = 0; input < inputs; input++) spots.set(seen(input), input * most);
  return constant(spots, [inputs, most], 'int32');
};
