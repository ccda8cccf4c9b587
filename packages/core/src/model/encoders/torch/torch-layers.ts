import type { EncoderContext } from '../../../contracts/index.ts';
import { MimmxError } from '../../../errors.ts';
import * as tf from '../../../tf/index.ts';
import { FrozenNorm } from './frozen-norm.ts';
import type { TorchLayer } from './place-weights.ts';

type X = tf.SymbolicTensor;

/** torch's default of BatchNorm2d. */
const EPSILON = 1e-5;

/** Layers that compute what torch's do, padding included, each under its name in torch. */
export interface TorchLayers {
  readonly input: X;
  /** Those with weights, in the order in which they were made. */
  readonly named: readonly TorchLayer[];
  /** A square convolution without bias, padded by half its size on every side. */
  conv(name: string, x: X, filters: number, size: number, stride?: number): X;
  norm(name: string, x: X): X;
  relu(x: X): X;
  /** Max pooling 3 with stride 2 and padding 1, of what is nowhere negative. */
  pool(x: X): X;
  averagePool(x: X): X;
  add(a: X, b: X): X;
  concat(a: X, b: X): X;
}

/**
 * @param network its name, for errors
 * @param drawn whether kernels begin at random; else others are put in their place, and to draw millions takes seconds
 * @throws E_ENCODER for volumes
 */
export function torchLayers(
  { inputShape, random }: EncoderContext,
  {
    network,
    frozen,
    drawn = true,
  }: { readonly network: string; readonly frozen: boolean; readonly drawn?: boolean },
): TorchLayers {
  if (inputShape.length !== 3) {
    throw new MimmxError(
      'E_ENCODER',
      `${network} reads images, and the data set has volumes of [${inputShape}]. Take slices, or resnet-10-3d.`,
    );
  }
  const named: TorchLayer[] = [];
  const apply = (layer: tf.layers.Layer, x: X | X[]) => layer.apply(x) as X;
  const pad = (x: X, by: number) =>
    by === 0
      ? x
      : apply(
          tf.layers.zeroPadding2d({
            padding: [
              [by, by],
              [by, by],
            ],
          }),
          x,
        );
  const own = (name: string, kind: TorchLayer['kind'], layer: tf.layers.Layer, x: X): X => {
    layer.trainable = !frozen;
    named.push({ name, kind, layer });
    return apply(layer, x);
  };
  return {
    input: tf.input({ shape: [...inputShape] }),
    named,
    conv(name, x, filters, size, stride = 1) {
      const seed = random.seed() % 0x7fffffff;
      const layer = tf.layers.conv2d({
        filters,
        kernelSize: size,
        strides: stride,
        padding: 'valid',
        useBias: false,
        kernelInitializer: drawn ? tf.initializers.heNormal({ seed }) : tf.initializers.zeros(),
      });
      return own(name, 'conv', layer, pad(x, (size - 1) / 2));
    },
    norm: (name, x) =>
      own(
        name,
        'norm',
        frozen
          ? new FrozenNorm({ epsilon: EPSILON })
          : tf.layers.batchNormalization({ momentum: 0.9, epsilon: EPSILON }),
        x,
      ),
    relu: (x) => apply(tf.layers.reLU(), x),
    pool: (x) => apply(tf.layers.maxPooling2d({ poolSize: 3, strides: 2, padding: 'valid' }), pad(x, 1)),
    averagePool: (x) => apply(tf.layers.averagePooling2d({ poolSize: 2, padding: 'valid' }), x),
    add: (a, b) => apply(tf.layers.add(), [a, b]),
    concat: (a, b) => apply(tf.layers.concatenate(), [a, b]),
  };
}
