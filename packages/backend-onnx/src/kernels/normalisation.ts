import type * as tf from '@mimmx/core/tf';
import { kernel } from '../backend/kernel.ts';
import { add, binary, constant, div, matMul, mul, reshape, scalar, sub, type Value } from '../graph/index.ts';

type Attributes = tf.LRNAttrs;

/** Sums over channels no further than the radius away, as a product with a banded matrix. */
const nearby = (x: Value, radius: number): Value => {
  const channels = x.shape[x.shape.length - 1] as number;
  const band = Float32Array.from({ length: channels * channels }, (_, i) =>
    Math.abs(Math.floor(i / channels) - (i % channels)) <= radius ? 1 : 0,
  );
  const rows = reshape(x, [x.size / channels, channels]);
  return reshape(matMul(rows, constant(band, [channels, channels], 'float32')), x.shape);
};

const norm = (x: Value, a: Attributes): Value => add(mul(nearby(mul(x, x), a.depthRadius), a.alpha), a.bias);

const damped = (base: Value, a: Attributes): Value => binary('Pow', base, scalar(-a.beta));

/** Local response normalisation (Krizhevsky et al., 2012, section 3.3). */
export const localResponseKernels = [
  kernel<'x', Attributes>('LRN', ({ x }, a) => mul(x, damped(norm(x, a), a))),
  kernel<'x' | 'y' | 'dy', Attributes>('LRNGrad', ({ x, y, dy }, a) => {
    const base = norm(x, a);
    const through = nearby(div(mul(dy, y), base), a.depthRadius);
    return sub(mul(dy, damped(base, a)), mul(mul(x, through), 2 * a.alpha * a.beta));
  }),
];
