import {
  collect,
  emit,
  mul,
  type Node,
  reduce,
  reshape,
  sameShape,
  sizeOf,
  uniform,
  type Value,
} from '../graph/index.ts';
import { axesOfReduction } from './reduction.ts';
import { madeBy, type Pass, rewrite } from './rewrite.ts';

/** The gradient behind a max pooling: numbers where the largest elements were, and zeros everywhere else. */
interface Spread {
  /** The numbers, before they are spread. */
  readonly numbers: Value;
  /** The sizes of the planes within which they stay. */
  readonly planes: readonly number[];
  /** What another tensor of the spread one's size holds where the numbers go, in the shape of `numbers`. */
  readonly at: (other: Value) => Value;
  /** Other numbers, spread to the same places. */
  readonly spread: (numbers: Value) => Value;
}

/**
 * Sums over a gradient that max pooling spreads, and its products with something of each channel, are worked out before
 * it is spread: most of it is zeros. Σ u·x gathers x at the places that are not.
 */
export const sumBeforeSpreading: Pass = (outputs) => {
  const isOnlyScaled = uses(outputs);
  return rewrite(outputs, (node, inputs) => {
    if (node.op === 'ReduceSum') return summed(node, inputs);
    if (node.op === 'Mul') return scaled(node, inputs, isOnlyScaled);
    return null;
  });
};

/** Σ u and Σ u·x over everything but the channels. */
const summed = (node: Node, inputs: readonly (Value | null)[]): Value | null => {
  const whole = inputs[0] as Value;
  const { length } = whole.shape;
  const axes = axesOfReduction(node);
  if (length < 3 || whole.type !== 'float32' || !axes || axes.includes(1) || axes.length !== length - 1)
    return null;
  const numbers = numbersOf(whole);
  if (!numbers) return null;
  return reshape(reduce('ReduceSum', numbers, [0, 2], false), (node.outputs[0] as Value).shape);
};

/** The numbers of u or u·x that are not zero, [batch, channels, …], if they stay in their channels. */
const numbersOf = (whole: Value): Value | null => {
  const direct = spreadOf(whole);
  if (direct) return byChannel(direct.numbers, direct, whole);
  const sides = (madeBy(whole, 'Mul')?.inputs ?? []) as readonly Value[];
  for (const [i, side] of sides.entries()) {
    const other = sides[1 - i] as Value;
    const found = spreadOf(side);
    if (!found || !sameShape(other.shape, whole.shape) || !sameShape(side.shape, whole.shape)) continue;
    return byChannel(mul(found.numbers, found.at(other)), found, whole);
  }
  return null;
};

/** Numbers as [batch, channels, the others]; null where a plane is no part of a single channel. */
const byChannel = (numbers: Value, { planes }: Spread, { shape }: Value): Value | null => {
  const [batch, channels] = shape as [number, number];
  const area = sizeOf(shape.slice(2));
  if (planes.some((plane) => area % plane !== 0)) return null;
  return reshape(numbers, [batch, channels, numbers.size / batch / channels]);
};

/** u·v with one number of v for each channel, where nothing else needs u as it is. */
const scaled = (node: Node, inputs: readonly (Value | null)[], isOnlyScaled: OnlyScaled): Value | null => {
  const result = node.outputs[0] as Value;
  for (const [i, side] of (inputs as readonly Value[]).entries()) {
    const vector = inputs[1 - i] as Value;
    const channels = result.shape[1] as number;
    if (!sameShape(side.shape, result.shape) || !isAlongChannels(vector, result)) continue;
    const found = spreadOf(side);
    const numbers = found && byChannel(found.numbers, found, side);
    if (!found || !numbers || !isOnlyScaled(node.inputs[i] as Value, node)) continue;
    const product = mul(numbers, reshape(vector, [channels, 1]));
    return reshape(found.spread(reshape(product, found.numbers.shape)), result.shape);
  }
  return null;
};

const isAlongChannels = ({ shape, size }: Value, { shape: like }: Value): boolean =>
  like.length > 2 && size > 1 && size === like[1] && shape.at(1 - like.length) === size;

/** Whether a spread gradient, but for one node, is summed up only, which needs no spreading. */
type OnlyScaled = (value: Value, by: Node) => boolean;

const uses = (outputs: readonly Value[]): OnlyScaled => {
  const consumers = new Map<Value, Node[]>();
  for (const node of collect(outputs).nodes)
    for (const input of node.inputs) if (input) consumers.set(input, [...(consumers.get(input) ?? []), node]);
  const wanted = new Set(outputs);
  const isSum = (node: Node) =>
    node.op === 'ReduceSum' && axesOfReduction(node)?.length === (node.inputs[0] as Value).shape.length - 1;
  const all = (value: Value, fits: (node: Node) => boolean) =>
    !wanted.has(value) && (consumers.get(value) ?? []).every(fits);
  return (value, by) =>
    all(
      value,
      (node) => node === by || isSum(node) || (node.op === 'Mul' && all(node.outputs[0] as Value, isSum)),
    );
};

/** How a value was spread, once or, in three dimensions, twice. */
const spreadOf = (value: Value): Spread | null => {
  const node = madeBy(value, 'Reshape', 'MaxUnpool', 'ScatterElements');
  if (!node) return null;
  const [first, places, last] = node.inputs as readonly Value[];
  if (node.op === 'Reshape') {
    const inner = spreadOf(first as Value);
    return (
      inner && {
        ...inner,
        at: (other) => inner.at(reshape(other, (first as Value).shape)),
        spread: (numbers) => reshape(inner.spread(numbers), value.shape),
      }
    );
  }
  const pool = madeBy(unshaped(places as Value), 'MaxPool');
  const source = pool?.inputs[0];
  if (!pool || !source || source.size !== value.size) return null;
  const scattered = node.op === 'ScatterElements';
  if (scattered && (value.shape.length !== 1 || uniform(first as Value) !== 0)) return null;
  const own = (scattered ? last : first) as Value;
  const inner = spreadOf(own);
  const again = (numbers: Value): Value =>
    emit(
      node.op,
      scattered ? [first as Value, places as Value, numbers] : [numbers, ...node.inputs.slice(1)],
      value.shape,
      value.type,
      node.attributes,
    );
  const taken = (other: Value): Value => {
    // What the pooling itself has found there needs no gathering.
    if (unshaped(other) === unshaped(source)) return reshape(pool.outputs[0] as Value, own.shape);
    const spots = reshape(places as Value, [own.size]);
    const flat = emit('GatherElements', [reshape(other, [other.size]), spots], [own.size], other.type);
    return reshape(flat, own.shape);
  };
  return {
    numbers: inner?.numbers ?? own,
    planes: [...(inner?.planes ?? []), sizeOf(source.shape.slice(2))],
    at: inner ? (other) => inner.at(taken(other)) : taken,
    spread: inner ? (numbers) => again(inner.spread(numbers)) : again,
  };
};

const unshaped = (value: Value): Value => {
  const node = madeBy(value, 'Reshape');
  return node ? unshaped(node.inputs[0] as Value) : value;
};
