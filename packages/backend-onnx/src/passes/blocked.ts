import {
  emit,
  gather,
  int,
  integers,
  ints,
  type Node,
  pad,
  range,
  reshape,
  sizeOf,
  transpose,
  type Value,
} from '../graph/index.ts';
import { BLOCKED, blockSize } from '../session/block.ts';
import { madeBy, type Pass, rewrite } from './rewrite.ts';

/** A convolution with stride or without, as the blocked layout can do it. */
interface Blockable {
  /** What is convolved: the input, or the gradient to the output. */
  readonly x: Value;
  /** [height, width, in, out], as TensorFlow.js stores it. */
  readonly filter: Value;
  /** Whether kernels are turned around and in and out change places: the gradient to the input. */
  readonly turned: boolean;
  readonly strides: readonly number[];
  readonly pads: readonly number[];
}

/**
 * Convolutions in two dimensions, and their gradients to the input, in the layout that ONNX Runtime keeps for models
 * with constant weights: channels in blocks of the width of the processor's registers, [batch, channels / block,
 * height, width, block] in memory. Weights are turned at every step, which pays where there are many pixels.
 */
export const blockConvolutions: Pass = (outputs) => {
  const block = blockSize();
  if (block === null) return outputs;
  const reordered = new Map<Value, Value>();
  return rewrite(outputs, (node, inputs) => {
    const found = blockable(node, inputs, block);
    if (!found) return null;
    const { x } = found;
    const result = node.outputs[0] as Value;
    const [batch, channels, ...space] = result.shape as [number, number, ...number[]];
    const source =
      reordered.get(x) ?? emit('ReorderInput', [x], rounded(x.shape, block), x.type, {}, BLOCKED);
    // A tensor is brought into blocks once, however many convolutions read it.
    reordered.set(x, source);
    const whole = rounded(result.shape, block);
    const bias = inputs[2] && pad(inputs[2], [[0, (whole[1] as number) - channels]]);
    const y = emit(
      'Conv',
      [source, blockedKernels(found, block), ...(bias ? [bias] : [])],
      whole,
      result.type,
      {
        kernel_shape: ints(found.filter.shape.slice(0, 2)),
        strides: ints(found.strides),
        dilations: ints([1, 1]),
        pads: ints(found.pads),
        group: int(1),
      },
      BLOCKED,
    );
    return emit(
      'ReorderOutput',
      [y],
      [batch, channels, ...space],
      result.type,
      { channels: int(channels) },
      BLOCKED,
    );
  });
};

/** Whether the gradient that a node computes is better off in blocks, for passes that come earlier and know another way. */
export const isBetterBlocked = (node: Node): boolean => {
  const block = blockSize();
  return block !== null && blockable(node, node.inputs, block) !== null;
};

/** Pixels of an image from which on a convolution is one in blocks; below, columns serve filter and input alike. */
const FEW = 160;

/** Weights that are turned in the time in which one pixel is worked on. */
const TURNED = 128;

/** How much more work the channels may be that only fill up blocks. */
const FILLED = 1.35;

const blockable = (node: Node, inputs: readonly (Value | null)[], block: number): Blockable | null => {
  const turned = node.op === 'ConvTranspose';
  const [x, kernels] = inputs;
  const filter = madeBy(kernels, 'Transpose')?.inputs[0];
  if (node.domain !== '' || (node.op !== 'Conv' && !turned) || !x || !kernels || !filter) return null;
  if (x.type !== 'float32' || x.shape.length !== 4 || node.attributes.group?.value !== 1) return null;
  const order = madeBy(kernels, 'Transpose')?.attributes.perm?.value;
  if (String(order) !== '3,2,0,1') return null;
  const list = (key: string) => (node.attributes[key]?.value ?? []) as readonly number[];
  const [strides, size] = [list('strides'), list('kernel_shape')];
  if (list('dilations').some((n) => n !== 1) || sizeOf(size) === 1) return null;
  if (turned && (inputs[2] || [...strides, ...list('output_padding').map((n) => n + 1)].some((n) => n !== 1)))
    return null;
  const pads = turned ? list('pads').map((n, i) => (size[i % 2] as number) - 1 - n) : list('pads');
  if (pads.some((n) => n < 0)) return null;
  const result = node.outputs[0] as Value;
  const pixels = sizeOf(result.shape.slice(2));
  const [inside, outside] = [x.shape[1] as number, result.shape[1] as number];
  // ONNX Runtime brings channels into blocks four at a time.
  if (inside < block || outside < block || inside % 4 !== 0) return null;
  if (up(inside, block) * up(outside, block) > FILLED * inside * outside) return null;
  if (!turned && pixels <= FEW) return null;
  if (filter.size > TURNED * pixels * (x.shape[0] as number)) return null;
  return { x, filter, turned, strides, pads };
};

const up = (n: number, block: number): number => Math.ceil(n / block) * block;

/** A shape whose channels fill whole blocks. */
const rounded = ([batch, channels, ...space]: readonly number[], block: number): number[] => [
  batch as number,
  up(channels as number, block),
  ...space,
];

/** OIHW{i}{o} of ONNX Runtime, by its shape [out, in, height, width]: blocks of outputs, of inputs, places, i, o. */
const blockedKernels = ({ filter, turned }: Blockable, block: number): Value => {
  const [height, width, inside, outside] = filter.shape as [number, number, number, number];
  const [a, b] = [up(inside, block), up(outside, block)];
  const full = pad(filter, [
    [0, 0],
    [0, 0],
    [0, a - inside],
    [0, b - outside],
  ]);
  const split = [height, width, a / block, block, b / block, block];
  if (!turned) return reshape(transpose(reshape(full, split), [4, 2, 0, 1, 3, 5]), [b, a, height, width]);
  const places = height * width;
  const reversed = gather(reshape(full, [places, a * b]), integers(range(places).reverse()), 0);
  return reshape(transpose(reshape(reversed, split), [2, 4, 0, 1, 5, 3]), [a, b, height, width]);
};
