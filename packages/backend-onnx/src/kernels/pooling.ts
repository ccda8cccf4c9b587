import * as tf from '@tensorflow/tfjs';
import { kernel } from '../backend/kernel.ts';
import {
  cast,
  constant,
  div,
  emit,
  emitMany,
  filled,
  int,
  integers,
  ints,
  mul,
  pad,
  reshape,
  sizeOf,
  text,
  type Value,
} from '../graph/index.ts';
import {
  asAsked,
  attributesOf,
  channelsFirst,
  exact,
  trimmed,
  type Window,
  window2d,
  window3d,
} from './convolution.ts';

interface PoolAttributes {
  readonly filterSize: number | number[];
  readonly strides: number | number[];
  readonly pad: 'valid' | 'same' | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly dataFormat?: 'NDHWC' | 'NCDHW';
}

const geometry = (shape: readonly number[], a: PoolAttributes): Window =>
  shape.length === 4
    ? window2d(
        tf.backend_util.computePool2DInfo(
          [...shape] as [number, number, number, number],
          a.filterSize as [number, number],
          a.strides as [number, number],
          1,
          a.pad,
          a.dimRoundingMode,
        ),
      )
    : window3d(
        tf.backend_util.computePool3DInfo(
          [...shape] as [number, number, number, number, number],
          a.filterSize as [number, number, number],
          a.strides as [number, number, number],
          1,
          a.pad,
          a.dimRoundingMode,
          a.dataFormat,
        ),
      );

const attributes = (w: Window) => attributesOf(trimmed(w));

const outputShape = (x: Value, w: Window): number[] => [
  x.shape[0] as number,
  x.shape[1] as number,
  ...w.output,
];

/** ONNX Runtime wants padding smaller than the kernel; more than that is put around the input itself. */
const widelyPadded = (w: Window): boolean => {
  const { before, after } = trimmed(w);
  return w.size.some((n, i) => before[i]! >= n || after[i]! >= n);
};

const padInput = (source: Value, w: Window, fill: number): [Value, Window] => {
  const { before, after } = trimmed(w);
  const padded = pad(source, [[0, 0], [0, 0], ...before.map((n, i) => [n, after[i]!] as const)], fill);
  const none = w.size.map(() => 0);
  return [padded, { ...w, before: none, after: none, input: padded.shape.slice(2) }];
};

/** TensorFlow.js gives the input back where a window is one element and no element is left out, whatever the padding. */
const trivial = (w: Window): boolean =>
  w.size.every((n) => n === 1) && w.input.every((n, i) => n === w.output[i]);

const maxPool = (x: Value, w: Window): Value => {
  if (trivial(w)) return x;
  const source = channelsFirst(x, w);
  if (widelyPadded(w)) {
    const [padded, inner] = padInput(source, w, -Infinity);
    return asAsked(emit('MaxPool', [padded], outputShape(source, w), x.type, attributes(inner)), w);
  }
  return asAsked(emit('MaxPool', [source], outputShape(source, w), x.type, attributes(w)), w);
};

const averagePool = (x: Value, w: Window): Value => {
  if (trivial(w)) return x;
  const source = channelsFirst(x, w);
  if (widelyPadded(w)) {
    const [padded, inner] = padInput(source, w, 0);
    const mean = emit('AveragePool', [padded], outputShape(source, w), x.type, attributes(inner));
    return asAsked(div(mul(mean, sizeOf(w.size)), counts(w)), w);
  }
  return asAsked(
    emit('AveragePool', [source], outputShape(source, w), x.type, {
      ...attributes(w),
      count_include_pad: int(0),
    }),
    w,
  );
};

/** Whether every element of the input belongs to one window at most. */
const disjoint = (w: Window): boolean => w.size.every((n, i) => n <= w.strides[i]!);

/** Each output's gradient goes to the first largest element of its window. */
const maxPoolGradient = (dy: Value, x: Value, w: Window): Value => {
  const source = channelsFirst(x, w);
  const shape = outputShape(source, w);
  const [, places] = emitMany(
    'MaxPool',
    [source],
    [
      { shape, type: x.type },
      { shape, type: 'int64' },
    ],
    attributes(w),
  ) as [Value, Value];
  const gradient = channelsFirst(dy, w);
  const size = source.size;
  if (disjoint(w) && w.size.length === 2) {
    const { before, after } = trimmed(w);
    const kernel = {
      kernel_shape: ints(w.size),
      strides: ints(w.strides),
      pads: ints([...before, ...after]),
    };
    return asAsked(
      emit('MaxUnpool', [gradient, places, integers(source.shape)], source.shape, dy.type, kernel),
      w,
    );
  }
  const flat = emit(
    'ScatterElements',
    [filled([size], dy.type, 0), reshape(places, [gradient.size]), reshape(gradient, [gradient.size])],
    [size],
    dy.type,
    { axis: int(0), reduction: text(disjoint(w) ? 'none' : 'add') },
  );
  return asAsked(reshape(flat, source.shape), w);
};

/** How many elements of the input each window holds, as AveragePool counts them: [1, 1, …output]. */
const counts = (w: Window): Value => {
  const along = w.output.map((n, axis) =>
    Array.from({ length: n }, (_, i) => {
      const start = i * w.strides[axis]! - w.before[axis]!;
      // A window of padding alone counts as 1, so that its mean is 0.
      return Math.max(1, Math.min(start + w.size[axis]!, w.input[axis]!) - Math.max(start, 0));
    }),
  );
  const table = along.reduce((list, row) => list.flatMap((a) => row.map((b) => a * b)), [1]);
  return constant(Float32Array.from(table), [1, 1, ...w.output], 'float32');
};

const averagePoolGradient = (dy: Value, w: Window): Value => {
  const gradient = channelsFirst(dy, w);
  const [batch, channels] = gradient.shape as [number, number];
  const shared = reshape(div(gradient, counts(w)), [batch * channels, 1, ...w.output]);
  const spread = emit(
    'ConvTranspose',
    [shared, filled([1, 1, ...w.size], dy.type, 1)],
    [batch * channels, 1, ...w.input],
    dy.type,
    {
      ...attributes(w),
      output_padding: ints(exact(w).after.map((n) => Math.max(0, -n))),
    },
  );
  return asAsked(reshape(spread, [batch, channels, ...w.input]), w);
};

/** Places as TensorFlow.js counts them: over [height, width, channels], with the batch in front if asked for. */
const maxPoolWithArgmax = (x: Value, w: Window, includeBatch: boolean): Value[] => {
  const source = channelsFirst(x, w);
  const shape = outputShape(source, w);
  const [values, places] = emitMany(
    'MaxPool',
    [source],
    [
      { shape, type: x.type },
      { shape, type: 'int64' },
    ],
    attributes(w),
  ) as [Value, Value];
  const [height, width, channels] = x.shape.slice(1) as [number, number, number];
  const table = new Int32Array(source.size);
  // From a place in [batch, channels, height, width] to its number in [batch, height, width, channels].
  for (let i = 0; i < table.length; i++) {
    const spot = i % (height * width);
    const channel = Math.floor(i / (height * width)) % channels;
    const image = Math.floor(i / (height * width * channels));
    table[i] = (includeBatch ? image * height * width * channels : 0) + spot * channels + channel;
  }
  const numbers = emit('Gather', [constant(table, [table.length], 'int32'), places], shape, 'int32', {
    axis: int(0),
  });
  return [asAsked(values, w), asAsked(numbers, w)];
};

export const poolingKernels = [
  ...['MaxPool', 'MaxPool3D'].map((name) =>
    kernel<'x', PoolAttributes>(name, ({ x }, a) => maxPool(cast(x, 'float32'), geometry(x.shape, a))),
  ),
  ...['AvgPool', 'AvgPool3D'].map((name) =>
    kernel<'x', PoolAttributes>(name, ({ x }, a) => averagePool(cast(x, 'float32'), geometry(x.shape, a))),
  ),
  ...['MaxPoolGrad', 'MaxPool3DGrad'].map((name) =>
    kernel<'dy' | 'input' | 'output', PoolAttributes>(name, ({ dy, input }, a) =>
      maxPoolGradient(dy, input, geometry(input.shape, a)),
    ),
  ),
  ...['AvgPoolGrad', 'AvgPool3DGrad'].map((name) =>
    kernel<'dy' | 'input', PoolAttributes>(name, ({ dy, input }, a) =>
      averagePoolGradient(dy, geometry(input.shape, a)),
    ),
  ),
  kernel<'x', tf.MaxPoolWithArgmaxAttrs>('MaxPoolWithArgmax', ({ x }, a) => {
    tf.util.assert(
      x.shape.length === 4,
      () => `maxPoolWithArgmax needs an image batch of rank 4, not ${x.shape.length}`,
    );
    return maxPoolWithArgmax(x, geometry(x.shape, a), a.includeBatchInIndex);
  }),
];
