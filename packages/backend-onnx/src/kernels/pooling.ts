import * as tf from '@mimmx/core/tf';
import { kernel } from '../backend/kernel.ts';
import { cast, constant, emit, int, scalar, type Value, where } from '../graph/index.ts';
import { averagePool, averagePoolGradient } from './average-pooling.ts';
import { maxPool, maxPoolGradient, maxPoolWithPlaces } from './max-pooling.ts';
import { geometry, type PoolAttributes } from './pool-window.ts';
import { asAsked, channelsFirst, type Window } from './window.ts';

/** Places as TensorFlow.js counts them: over [height, width, channels], with the batch in front if asked for. */
const maxPoolWithArgmax = (x: Value, w: Window, includeBatch: boolean): Value[] => {
  const source = channelsFirst(x, w);
  // As on `cpu`, and unlike max pooling without places, NaN loses against every number.
  const ranked = where(emit('IsNaN', [source], source.shape, 'bool'), scalar(-Infinity), source);
  const [values, places] = maxPoolWithPlaces(ranked, w);
  const [height, width, channels] = x.shape.slice(1) as [number, number, number];
  const table = new Int32Array(source.size);
  // From a place in [batch, channels, height, width] to its number in [batch, height, width, channels].
  for (let i = 0; i < table.length; i++) {
    const spot = i % (height * width);
    const channel = Math.floor(i / (height * width)) % channels;
    const image = Math.floor(i / (height * width * channels));
    table[i] = (includeBatch ? image * height * width * channels : 0) + spot * channels + channel;
  }
  const numbers = emit('Gather', [constant(table, [table.length], 'int32'), places], places.shape, 'int32', {
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
