import type * as tf from '@mimmx/core/tf';
import { kernel } from '../backend/kernel.ts';
import { constant, type ElementType, filled } from '../graph/index.ts';

export const createKernels = [
  kernel<never, tf.FillAttrs>('Fill', (_, { shape, value, dtype }) =>
    filled(shape, (dtype ?? 'float32') as ElementType, value as number),
  ),
  kernel<'x'>('ZerosLike', ({ x }) => filled(x.shape, x.type, 0)),
  kernel<'x'>('OnesLike', ({ x }) => filled(x.shape, x.type, 1)),
  kernel<never, tf.RangeAttrs>('Range', (_, { start, stop, step, dtype }) => {
    const same = start === stop;
    const wrong = (start < stop && step < 0) || (stop < start && step > 1);
    const count = same || wrong ? 0 : Math.abs(Math.ceil((stop - start) / step));
    const signed = stop < start && step === 1 ? -1 : step;
    const list = Array.from({ length: count }, (_, i) => start + i * signed);
    return constant(dtype === 'int32' ? Int32Array.from(list) : Float32Array.from(list), [count], dtype);
  }),
  kernel<never, tf.LinSpaceAttrs>('LinSpace', (_, { start, stop, num }) => {
    const step = (stop - start) / (num - 1);
    const list = Float32Array.from({ length: num }, (_, i) => start + (i === 0 ? 0 : i * step));
    return constant(list, [num], 'float32');
  }),
];
