import { emit, emitMany, filled, int, integers, reshape, sizeOf, text, type Value } from '../graph/index.ts';
import { attributes, disjoint, outputShape, padWidely, trivial, widelyPadded } from './pool-window.ts';
import { asAsked, channelsFirst, cropped, inside, uncropped, type Window } from './window.ts';

export const maxPool = (x: Value, w: Window): Value => {
  if (trivial(w)) return x;
  const source = cropped(channelsFirst(x, w), w);
  const halves = halvesOf(inside(w));
  if (halves) return asAsked(pooledTwice(source, halves).values, w);
  const [padded, inner] = padWidely(source, inside(w), -Infinity);
  return asAsked(emit('MaxPool', [padded], outputShape(source, w), x.type, attributes(inner)), w);
};

/** Largest elements and their places in `source`, which is channels first. */
export const maxPoolWithPlaces = (source: Value, w: Window): [Value, Value] => {
  const shape = outputShape(source, w);
  const outputs = [
    { shape, type: source.type },
    { shape, type: 'int64' as const },
  ];
  return emitMany('MaxPool', [source], outputs, attributes(w)) as [Value, Value];
};

/** Each output's gradient goes to the first largest element of its window. */
export const maxPoolGradient = (dy: Value, x: Value, w: Window): Value => {
  const source = cropped(channelsFirst(x, w), w);
  const inner = inside(w);
  const gradient = channelsFirst(dy, w);
  const halves = halvesOf(inner);
  const spread = halves
    ? unpooledTwice(gradient, pooledTwice(source, halves), source.shape, halves)
    : unpool(gradient, maxPoolWithPlaces(source, inner)[1], source.shape, inner);
  return asAsked(uncropped(spread, w), w);
};

/** Puts numbers where the largest elements were, and zero elsewhere. */
const unpool = (gradient: Value, places: Value, shape: readonly number[], w: Window): Value => {
  if (disjoint(w) && w.size.length === 2) {
    const { kernel_shape, strides, pads } = attributes(w);
    const kernel = { kernel_shape, strides, pads };
    return emit('MaxUnpool', [gradient, places, integers(shape)], shape, gradient.type, kernel);
  }
  const size = sizeOf(shape);
  const flat = emit(
    'ScatterElements',
    [filled([size], gradient.type, 0), reshape(places, [gradient.size]), reshape(gradient, [gradient.size])],
    [size],
    gradient.type,
    { axis: int(0), reduction: text(disjoint(w) ? 'none' : 'add') },
  );
  return reshape(flat, shape);
};

/** A pooling in three dimensions as one in two, over planes, and one in the third. */
interface Halves {
  readonly planes: Window;
  readonly depth: Window;
}

/**
 * ONNX Runtime has unpooling in two dimensions only. The largest of a box is the largest of its planes' largest, and
 * the first of equals stays the first.
 */
const halvesOf = (w: Window): Halves | null => {
  if (w.size.length !== 3 || !disjoint(w) || widelyPadded(w)) return null;
  const part = (from: number, to: number, last: readonly number[], one: readonly number[]): Window => ({
    channelsLast: false,
    size: [...w.size.slice(from, to), ...one],
    strides: [...w.strides.slice(from, to), ...one],
    dilations: [...w.dilations.slice(from, to), ...one],
    before: [...w.before.slice(from, to), ...one.map(() => 0)],
    after: [...w.after.slice(from, to), ...one.map(() => 0)],
    input: [...w.input.slice(from, to), ...last],
    output: [...w.output.slice(from, to), ...last],
  });
  return { planes: part(1, 3, [], []), depth: part(0, 1, [sizeOf(w.output.slice(1))], [1]) };
};

interface PooledTwice {
  readonly values: Value;
  /** Places within planes, and within the column of planes. */
  readonly places: readonly [Value, Value];
}

/** Of `source`, [batch, channels, depth, height, width]. */
const pooledTwice = (source: Value, { planes, depth }: Halves): PooledTwice => {
  const [batch, channels] = source.shape as [number, number];
  const layers = reshape(source, [batch, channels * (depth.input[0] as number), ...planes.input]);
  const [largest, within] = maxPoolWithPlaces(layers, planes);
  const [values, across] = maxPoolWithPlaces(reshape(largest, [batch, channels, ...depth.input]), depth);
  const shape = [batch, channels, depth.output[0] as number, ...planes.output];
  return { values: reshape(values, shape), places: [within, across] };
};

const unpooledTwice = (
  gradient: Value,
  { places: [within, across] }: PooledTwice,
  shape: readonly number[],
  { planes, depth }: Halves,
): Value => {
  const [batch, channels] = shape as [number, number];
  const columns = unpool(reshape(gradient, across.shape), across, [batch, channels, ...depth.input], depth);
  const layers = [batch, channels * (depth.input[0] as number), ...planes.input];
  return reshape(unpool(reshape(columns, within.shape), within, layers, planes), shape);
};
