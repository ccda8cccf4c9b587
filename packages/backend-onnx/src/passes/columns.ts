import {
  collect,
  concat,
  constant,
  emit,
  gather,
  ints,
  matMul,
  type Node,
  pad,
  range,
  reshape,
  sizeOf,
  slice,
  swapOf,
  transpose,
  type Value,
} from '../graph/index.ts';
import { type Geometry, pixelsOf, pixelsSeen, positions, seesItself } from './pixels.ts';
import { madeBy, type Pass, rewrite } from './rewrite.ts';

/** Operators of our own, which {@link lowerColumns} turns into ONNX's. */
export const OWN_DOMAIN = 'mimmx';

/**
 * The inputs that each output of a convolution sees, as a matrix: [places · channels, batch · outputs] from
 * x [channels, batch, …space]. (im2col)
 */
export const columnsOf = (x: Value, g: Geometry): Value => {
  const [channels, batch] = x.shape as [number, number];
  const shape = [sizeOf(g.size) * channels, batch * sizeOf(g.output)];
  const { size, strides, dilations, before, after, output } = g;
  // Always in this order, so that equal columns are seen to be equal.
  const attributes = Object.fromEntries(
    Object.entries({ size, strides, dilations, before, after, output }).map(([key, list]) => [
      key,
      ints(list),
    ]),
  );
  return emit('Columns', [x], shape, x.type, attributes, OWN_DOMAIN);
};

/** The parts of an input that meet each place of the kernel: [channels, batch, …output]. */
export const views = (x: Value, g: Geometry): Value[] => {
  const padded = pad(x, [[0, 0], [0, 0], ...g.before.map((n, i) => [n, g.after[i] as number] as const)]);
  return positions(g.size).map((place) => shifted(padded, g, place));
};

/** Whether a node is {@link columnsOf} something. */
export const isColumns = (node: Node | null | undefined): boolean => node?.domain === OWN_DOMAIN;

const shifted = (
  padded: Value,
  g: Pick<Geometry, 'dilations' | 'strides' | 'output'>,
  place: readonly number[],
): Value =>
  slice(
    padded,
    [0, 0, ...place.map((n, i) => n * (g.dilations[i] as number))],
    [...padded.shape.slice(0, 2), ...g.output],
    [1, 1, ...g.strides],
  );

export const geometryOf = (node: Node): Geometry => {
  const list = (key: string) => (node.attributes[key]?.value ?? []) as readonly number[];
  return {
    size: list('size'),
    strides: list('strides'),
    dilations: list('dilations'),
    before: list('before'),
    after: list('after'),
    output: list('output'),
  };
};

/** From this many channels on, a pixel is copied whole faster than its channels are sliced one by one. */
const WIDE = 8;

/** Writes columns as gathered pixels where those are wide, else as slices, one below the other. */
export const lowerColumns: Pass = (outputs) =>
  rewrite(outputs, (node, inputs) => {
    if (!isColumns(node)) return null;
    const g = geometryOf(node);
    const x = inputs[0] as Value;
    const [channels, batch, ...space] = x.shape as [number, number, ...number[]];
    const count = batch * sizeOf(g.output);
    if (seesItself(g)) return reshape(x, [channels, count]);
    if (channels < WIDE) {
      return concat(
        views(x, g).map((view) => reshape(view, [channels, count])),
        0,
      );
    }
    const pixels = pixelsOf(transpose(x, [1, ...range(space.length).map((i) => i + 2), 0]));
    const spots = constant(pixelsSeen(batch, space, g), [count, sizeOf(g.size)], 'int32');
    const seen = gather(pixels, spots, 0);
    return transpose(reshape(seen, [count, sizeOf(g.size) * channels]), [1, 0]);
  });

/** Above this many numbers, columns that live from the forward to the backward pass cost too much memory. */
const LARGEST = 1 << 24;

/**
 * A convolution whose filter is trained needs its columns for the gradient anyway: with them, the forward pass is one
 * matrix product over the whole batch, and the filter is read as it is stored.
 */
export const shareColumns: Pass = (outputs) => {
  const wanted = new Map<Value, Geometry[]>();
  for (const node of collect(outputs).nodes) {
    if (!isColumns(node) || (node.outputs[0] as Value).size > LARGEST) continue;
    const x = node.inputs[0] as Value;
    const source = isSwap(x) ? (x.node?.inputs[0] as Value) : x;
    wanted.set(source, [...(wanted.get(source) ?? []), geometryOf(node)]);
  }
  return rewrite(outputs, (node, inputs) => {
    const x = node.inputs[0];
    const filter = madeBy(inputs[1], 'Transpose')?.inputs[0];
    if (node.op !== 'Conv' || inputs[2] || !x || !filter || node.attributes.group?.value !== 1) return null;
    const original = wanted.has(x) ? x : isSwap(x) ? (x.node?.inputs[0] as Value) : x;
    const geometry = wanted.get(original)?.find((g) => sameWindow(node, g));
    if (!geometry) return null;
    const result = node.outputs[0] as Value;
    // On larger images, the convolution's own packing of columns is faster than reading ours.
    if (sizeOf(result.shape.slice(2)) > NARROW) return null;
    const now = inputs[0] as Value;
    const columns = columnsOf(transpose(now, swapOf(now.shape.length)), geometry);
    const [batch, out, ...space] = result.shape as [number, number, ...number[]];
    const product = matMul(reshape(filter, [filter.size / out, out]), columns, true, false);
    return transpose(reshape(product, [out, batch, ...space]), swapOf(result.shape.length));
  });
};

export const isSwap = (value: Value): boolean => {
  const order = madeBy(value, 'Transpose')?.attributes.perm?.value as readonly number[] | undefined;
  return order !== undefined && String(order) === String(swapOf(order.length));
};

const sameWindow = (conv: Node, g: Geometry): boolean => {
  const list = (key: string) => String(conv.attributes[key]?.value);
  return (
    list('kernel_shape') === String(g.size) &&
    list('strides') === String(g.strides) &&
    list('dilations') === String(g.dilations) &&
    list('pads') === String([...g.before, ...g.after])
  );
};

/** Convolutions work image by image; below this many outputs each, their matrix products are too narrow. */
const NARROW = 160;
