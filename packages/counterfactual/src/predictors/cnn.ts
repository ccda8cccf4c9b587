import type { Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import type { ImageShape } from '../image-model/image-model.ts';
import { conv, dense } from '../image-model/layers.ts';
import { createParameters } from '../image-model/parameters.ts';
import type { Attribute } from '../scm/attributes.ts';
import { outputsOf, type Predictor } from './predictor.ts';

export interface CnnPredictorSettings {
  readonly shape: ImageShape;
  readonly attributes: readonly Attribute[];
  readonly random: Random;
  readonly name?: string;
  /** Channels of the stages, each half the size of the one before. */
  readonly channels?: readonly number[];
  readonly kernel?: number;
  /** Width of the layer before the heads. */
  readonly hidden?: number;
}

/**
 * One convolutional trunk and a linear head per attribute. It has no batch statistics, so that it is the same function
 * in training and after.
 *
 * Source: after the predictors of De Sousa Ribeiro et al., ICML 2023 (seven layers with batch norm, one net for each
 * attribute); this smaller one with a shared trunk is ours.
 */
export function createCnnPredictor(settings: CnnPredictorSettings): Predictor {
  const { shape, attributes, random, channels = [16, 32, 64], kernel = 3, hidden = 64 } = settings;
  const p = createParameters(random);
  const stages = channels.map((to, i) =>
    conv(p, `trunk.${i}`, channels[i - 1] ?? shape[2], to, { kernel, stride: 2 }),
  );
  const halved = (size: number) => channels.reduce((left) => Math.ceil(left / 2), size);
  const flat = halved(shape[0]) * halved(shape[1]) * channels.at(-1)!;
  const gather = dense(p, 'trunk.hidden', flat, hidden);
  const heads = attributes.map((attribute) =>
    dense(p, `head.${attribute.name}`, hidden, outputsOf(attribute), { gain: 0.1 }),
  );
  const temperatures = attributes.map(({ name }) => p.constant(`temperature.${name}`, [], 1));
  const features = (x: tf.Tensor4D): tf.Tensor2D => {
    let y = x;
    for (const stage of stages) y = tf.relu(stage(y));
    return tf.relu(gather(y.reshape([x.shape[0], flat])));
  };
  return {
    name: settings.name ?? 'cnn',
    attributes,
    features,
    outputs(x) {
      const seen = features(x);
      return Object.fromEntries(
        attributes.map(({ name }, i) => [name, heads[i]!(seen).div(temperatures[i]!) as tf.Tensor2D]),
      );
    },
    variables: p.variables,
  };
}
