import type { StepAttrs } from '@mimmx/core/tf';
import { kernel } from '../backend/kernel.ts';
import { cast, compare, emit, float, mul, scalar, unary, type Value, where } from '../graph/index.ts';

const SELU_ALPHA = 1.7580993408473768;
const SELU_SCALE = 1.0507009873554805;

const clip = (x: Value, low: number, high: number): Value =>
  emit('Clip', [x, scalar(low, x.type), scalar(high, x.type)], x.shape, x.type);

const prelu = (x: Value, alpha: Value): Value => where(compare('Less', x, 0), mul(cast(alpha, x.type), x), x);

export const activationKernels = [
  kernel<'x'>('Relu', ({ x }) => unary('Relu', x)),
  kernel<'x'>('Relu6', ({ x }) => clip(x, 0, 6)),
  kernel<'x', { clipValueMin: number; clipValueMax: number }>('ClipByValue', ({ x }, a) =>
    clip(x, a.clipValueMin, a.clipValueMax),
  ),
  kernel<'x'>('Elu', ({ x }) => unary('Elu', cast(x, 'float32'), { alpha: float(1) })),
  kernel<'dy' | 'y'>('EluGrad', ({ dy, y }) =>
    where(compare('GreaterOrEqual', y, 0), dy, mul(dy, emit('Add', [y, scalar(1)], y.shape, y.type))),
  ),
  kernel<'x'>('Selu', ({ x }) =>
    unary('Selu', cast(x, 'float32'), { alpha: float(SELU_ALPHA / SELU_SCALE), gamma: float(SELU_SCALE) }),
  ),
  kernel<'x', { alpha: number }>('LeakyRelu', ({ x }, { alpha }) =>
    unary('LeakyRelu', cast(x, 'float32'), { alpha: float(alpha) }),
  ),
  kernel<'x' | 'alpha'>('Prelu', ({ x, alpha }) => prelu(cast(x, 'float32'), alpha)),
  kernel<'x'>('Softplus', ({ x }) => unary('Softplus', cast(x, 'float32'))),
  kernel<'x', StepAttrs>('Step', ({ x }, { alpha }) => step(x, alpha)),
];

/** 1 where x > 0 and `alpha` elsewhere; NaN stays NaN. */
const step = (x: Value, alpha: number): Value => {
  const positive = compare('Greater', x, 0);
  const numbers =
    alpha === 0 ? cast(positive, x.type) : where(positive, scalar(1, x.type), scalar(alpha, x.type));
  return x.type === 'float32' ? where(emit('IsNaN', [x], x.shape, 'bool'), x, numbers) : numbers;
};

/** The activation that fused kernels apply after their bias. */
export const activate = (
  x: Value,
  name: string | null | undefined,
  weights?: Value,
  leakyAlpha = 0.2,
): Value | null => {
  switch (name) {
    case null:
    case undefined:
    case 'linear':
      return x;
    case 'relu':
      return unary('Relu', x);
    case 'relu6':
      return clip(x, 0, 6);
    case 'elu':
      return unary('Elu', x, { alpha: float(1) });
    case 'sigmoid':
      return unary('Sigmoid', x);
    case 'leakyrelu':
      return unary('LeakyRelu', x, { alpha: float(leakyAlpha) });
    case 'prelu':
      return weights ? prelu(x, weights) : null;
    default:
      return null;
  }
};
