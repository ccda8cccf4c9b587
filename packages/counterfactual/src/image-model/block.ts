import * as tf from '@mimmx/core/tf';
import { condition, conv, type MapLayer } from './layers.ts';
import type { Parameters } from './parameters.ts';

/** `heavy`: four convolutions, 1 – k – k – 1, GELU (the reference's on digits). `light`: two 3 × 3, ReLU. */
export type BlockStyle = 'heavy' | 'light';

export interface BlockSettings {
  readonly style: BlockStyle;
  /** Channels of the maps that come in side by side. */
  readonly from: readonly number[];
  /** Width of the parents, 0 if the block does not see them. */
  readonly parents?: number;
  readonly middle: number;
  readonly to: number;
  readonly kernel: number;
  /** Scale of the last convolution's first weights. */
  readonly gain?: number;
}

/** `parents` may be left out where the block does not see them. */
export type Block = (maps: readonly tf.Tensor4D[], parents?: tf.Tensor2D) => tf.Tensor4D;

/** x · σ(1.702 x), GELU's approximation by a sigmoid (Hendrycks & Gimpel, 2016). */
const gelu = <T extends tf.Tensor>(x: T): T => x.mul(tf.sigmoid(x.mul(1.702)));

/**
 * A residual block's inside. Where the reference concatenates maps and parents before its first convolution, each map
 * has a convolution of its own and the parents a bias per channel; the sum is the same.
 */
export function block(p: Parameters, name: string, settings: BlockSettings): Block {
  const { style, from, parents = 0, middle, to, kernel, gain = 1 } = settings;
  const act = style === 'heavy' ? gelu : <T extends tf.Tensor>(x: T): T => tf.relu(x);
  const first = style === 'heavy' ? 1 : kernel;
  const inputs = from.map((channels, i) =>
    conv(p, `${name}.in${i}`, channels, middle, { kernel: first, bias: i === 0 }),
  );
  const conditioning = parents > 0 ? condition(p, `${name}.parents`, parents, middle) : null;
  const inner: MapLayer[] =
    style === 'heavy' ? [0, 1].map((i) => conv(p, `${name}.inner${i}`, middle, middle, { kernel })) : [];
  const last = conv(p, `${name}.out`, middle, to, { kernel: first, gain });
  return (maps, given) => {
    const parts = maps.map((map, i) => inputs[i]!(act(map)));
    if (conditioning && given) parts.push(conditioning(act(given)));
    let x = parts.reduce((sum, part) => sum.add(part) as tf.Tensor4D);
    for (const layer of inner) x = layer(act(x));
    return last(act(x));
  };
}
