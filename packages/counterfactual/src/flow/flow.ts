import { MimmxError, type Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import type { ImageShape } from '../image-model/image-model.ts';
import { conv, dense, unfold } from '../image-model/layers.ts';
import { createParameters } from '../image-model/parameters.ts';
import type { ParentEncoding } from '../image-model/parent-encoding.ts';

/** A velocity field between noise (t = 0) and images (t = 1). */
export interface Flow {
  /** Attributes whose embedding can be left out, in order. */
  readonly names: readonly string[];
  /**
   * Velocity at x, of its shape.
   *
   * @param t time from 0 to 1, [batch]
   * @param parents encoded, [batch, width]
   * @param present 1 where an attribute is given and 0 where it is left out, [batch, attributes]
   */
  velocity(x: tf.Tensor4D, t: tf.Tensor1D, parents: tf.Tensor2D, present: tf.Tensor2D): tf.Tensor4D;
  readonly variables: Readonly<Record<string, tf.Variable>>;
}

export interface FlowSettings {
  readonly shape: ImageShape;
  /** Names and columns of the attributes. */
  readonly encoding: Pick<ParentEncoding, 'columns'> & {
    readonly attributes: readonly { readonly name: string }[];
  };
  readonly random: Random;
  /** Channels at half and at a quarter of the size. */
  readonly channels?: readonly [number, number];
  /** Width of the embedding of time and parents. */
  readonly embedding?: number;
}

/** Frequencies of the time's features. */
const FREQUENCIES = [1, 2, 4, 8];

/**
 * A small U-shaped net on 2 × 2 blocks of pixels, told time and parents by a bias per channel. The parents' embedding is
 * a sum of one part for each attribute, so that each can be left out by itself.
 *
 * Source: flow matching (Lipman et al., ICLR 2023); embedding in parts for attribute-wise guidance after FCFG
 * (2506.14399); the net is ours.
 */
export function createFlow({
  shape,
  encoding,
  random,
  channels = [32, 64],
  embedding = 64,
}: FlowSettings): Flow {
  const [height, width, depth] = shape;
  if (height % 4 !== 0 || width % 4 !== 0) {
    throw new MimmxError(
      'E_IMAGE_SHAPE',
      `A flow takes images of a multiple of 4 pixels, not ${height} × ${width}. Pad or resize them.`,
    );
  }
  const [wide, deep] = channels;
  const p = createParameters(random);
  const names = encoding.attributes.map(({ name }) => name);
  const time = dense(p, 'time', 2 * FREQUENCIES.length, embedding);
  const parts = encoding.attributes.map(({ name }) =>
    dense(p, `parents.${name}`, encoding.columns[name]!.width, embedding),
  );
  const layer = (name: string, from: number, to: number, stride = 1) => {
    const weight = conv(p, name, from, to, { kernel: 3, stride });
    const bias = dense(p, `${name}.given`, embedding, to, { bias: false });
    return (x: tf.Tensor4D, given: tf.Tensor2D, more?: tf.Tensor4D): tf.Tensor4D => {
      const shift = bias(given).reshape([x.shape[0], 1, 1, to]);
      const y = weight(x).add(shift);
      return tf.relu(more ? y.add(more) : y) as tf.Tensor4D;
    };
  };
  const first = layer('first', 4 * depth, wide);
  const second = layer('second', wide, wide);
  const down = layer('down', wide, deep, 2);
  const middle = layer('middle', deep, deep);
  const up = unfold(p, 'up', deep, wide);
  const merge = layer('merge', wide, wide);
  const last = conv(p, 'last', wide, 4 * depth, { kernel: 3, gain: 0.1 });

  const fold = (x: tf.Tensor4D): tf.Tensor4D =>
    x
      .reshape([x.shape[0], height / 2, 2, width / 2, 2, depth])
      .transpose([0, 1, 3, 2, 4, 5])
      .reshape([x.shape[0], height / 2, width / 2, 4 * depth]);
  const spread = (x: tf.Tensor4D): tf.Tensor4D =>
    x
      .reshape([x.shape[0], height / 2, width / 2, 2, 2, depth])
      .transpose([0, 1, 3, 2, 4, 5])
      .reshape([x.shape[0], height, width, depth]);

  return {
    names,
    variables: p.variables,
    velocity(x, t, parents, present) {
      const batch = x.shape[0];
      const angles = FREQUENCIES.map((frequency) => t.mul(frequency * Math.PI).reshape([batch, 1]));
      const features = tf.concat(
        angles.flatMap((angle) => [tf.sin(angle), tf.cos(angle)]),
        1,
      );
      let given = time(features as tf.Tensor2D) as tf.Tensor;
      for (const [i, { name }] of encoding.attributes.entries()) {
        const { from, width: own } = encoding.columns[name]!;
        const part = parts[i]!(tf.slice(parents, [0, from], [batch, own]));
        given = given.add(part.mul(tf.slice(present, [0, i], [batch, 1])));
      }
      const code = tf.relu(given) as tf.Tensor2D;
      const a = second(first(fold(x), code), code);
      const b = down(a, code);
      const c = middle(b, code, b);
      return spread(last(merge(tf.relu(up(c).add(a)) as tf.Tensor4D, code, a)));
    },
  };
}
