import { z } from 'zod';
import { type EncoderContext, option, space } from '../../contracts/index.ts';
import type { Random } from '../../tensor/index.ts';
import * as tf from '../../tf/index.ts';
import { GroupNorm } from './group-norm.ts';

/** The option `norm` of every encoder that has one. */
export const normOption = option(z.enum(['batch', 'group', 'none']), {
  default: 'batch',
  description:
    'Normalisation after each convolution. `group` does not mix the images of a batch; `batch` is the usual choice.',
  space: space.choice('batch', 'group'),
});
export type Norm = z.output<typeof normOption>;

/** The layers of an encoder, for images (2) or volumes (3), seeded from one stream. */
export interface Blocks {
  readonly input: tf.SymbolicTensor;
  conv(
    x: tf.SymbolicTensor,
    filters: number,
    kernel: number,
    options?: { stride?: number; bias?: boolean },
  ): tf.SymbolicTensor;
  norm(x: tf.SymbolicTensor): tf.SymbolicTensor;
  relu(x: tf.SymbolicTensor): tf.SymbolicTensor;
  maxPool(x: tf.SymbolicTensor, size: number, stride?: number): tf.SymbolicTensor;
  averagePool(x: tf.SymbolicTensor, size: number): tf.SymbolicTensor;
  /** Mean over space. */
  globalAverage(x: tf.SymbolicTensor): tf.SymbolicTensor;
  dense(x: tf.SymbolicTensor, units: number, activation?: 'relu'): tf.SymbolicTensor;
  add(a: tf.SymbolicTensor, b: tf.SymbolicTensor): tf.SymbolicTensor;
  concat(a: tf.SymbolicTensor, b: tf.SymbolicTensor): tf.SymbolicTensor;
  /** The encoder: `x`, averaged over space if it still has any, and a linear map to the features. */
  finish(x: tf.SymbolicTensor): tf.LayersModel;
}

const seedOf = (random: Random): number => random.seed() % 0x7fffffff;

/** Layers for the rank of the input. @param norm used by `norm` */
export function createBlocks({ inputShape, width, random }: EncoderContext, norm: Norm): Blocks {
  const volumes = inputShape.length === 4;
  const apply = (layer: tf.layers.Layer, x: tf.SymbolicTensor | tf.SymbolicTensor[]) =>
    layer.apply(x) as tf.SymbolicTensor;
  const he = () => tf.initializers.heNormal({ seed: seedOf(random) });
  const input = tf.input({ shape: [...inputShape] });
  const blocks: Blocks = {
    input,
    conv(x, filters, kernel, { stride = 1, bias = norm === 'none' } = {}) {
      const config = {
        filters,
        kernelSize: kernel,
        strides: stride,
        padding: 'same' as const,
        useBias: bias,
        kernelInitializer: he(),
      };
      return apply(volumes ? tf.layers.conv3d(config) : tf.layers.conv2d(config), x);
    },
    norm(x) {
      if (norm === 'none') return x;
      if (norm === 'batch') {
        const layer = tf.layers.batchNormalization({ momentum: 0.9, epsilon: 1e-5 });
        if (!volumes) return apply(layer, x);
        // tf.layers normalises up to rank 4; folding two axes of space into one changes nothing.
        const [depth, height, columns, channels] = x.shape.slice(1) as number[];
        const folded = tf.layers.reshape({ targetShape: [depth! * height!, columns!, channels!] });
        const unfolded = tf.layers.reshape({ targetShape: [depth!, height!, columns!, channels!] });
        return apply(unfolded, apply(layer, apply(folded, x)));
      }
      const channels = x.shape.at(-1)!;
      return apply(new GroupNorm({ groups: channels % 8 === 0 ? 8 : 1 }), x);
    },
    relu: (x) => apply(tf.layers.reLU(), x),
    maxPool(x, size, stride = size) {
      if (volumes) {
        const s = [size, size, size] as [number, number, number];
        return apply(
          tf.layers.maxPooling3d({ poolSize: s, strides: [stride, stride, stride], padding: 'same' }),
          x,
        );
      }
      return apply(tf.layers.maxPooling2d({ poolSize: size, strides: stride, padding: 'same' }), x);
    },
    averagePool(x, size) {
      if (volumes)
        return apply(tf.layers.averagePooling3d({ poolSize: [size, size, size], padding: 'valid' }), x);
      return apply(tf.layers.averagePooling2d({ poolSize: size, padding: 'valid' }), x);
    },
    globalAverage(x) {
      if (!volumes) return apply(tf.layers.globalAveragePooling2d({ dataFormat: 'channelsLast' }), x);
      const channels = x.shape.at(-1)!;
      const space = x.shape.slice(1, -1).reduce<number>((a, b) => a * b!, 1);
      return apply(
        tf.layers.globalAveragePooling1d({}),
        apply(tf.layers.reshape({ targetShape: [space, channels] }), x),
      );
    },
    dense: (x, units, activation) =>
      apply(tf.layers.dense({ units, kernelInitializer: he(), ...(activation ? { activation } : {}) }), x),
    add: (a, b) => apply(tf.layers.add(), [a, b]),
    concat: (a, b) => apply(tf.layers.concatenate(), [a, b]),
    finish(x) {
      const flat = x.shape.length > 2 ? blocks.globalAverage(x) : x;
      const output = apply(
        tf.layers.dense({
          units: width,
          kernelInitializer: tf.initializers.glorotUniform({ seed: seedOf(random) }),
        }),
        flat,
      );
      return tf.model({ inputs: input, outputs: output });
    },
  };
  return blocks;
}
