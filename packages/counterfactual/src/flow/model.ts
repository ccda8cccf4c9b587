import { normalTensor, option, options } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { defineImageModel } from '../image-model/image-model.ts';
import { integrate } from './counterfactual.ts';
import { createFlow } from './flow.ts';
import { guidedVelocity, presence } from './guidance.ts';
import { trainFlow } from './train.ts';

const schema = options({
  channels: option(z.tuple([z.int().positive(), z.int().positive()]), {
    default: [32, 64],
    description: 'Channels at half and at a quarter of the size.',
  }),
  embedding: option(z.int().positive(), {
    default: 64,
    description: 'Width of the embedding of time and parents.',
  }),
  steps: option(z.int().positive(), { default: 4, description: 'Euler steps each way.' }),
  dropout: option(z.number().min(0).max(1), {
    default: 0.15,
    description: 'Share of training rows that learn the field without parents, for guidance.',
  }),
  coupling: option(z.enum(['within-parents', 'independent']), {
    default: 'within-parents',
    description: 'Noise for each image: by optimal transport within equal parents, or any.',
  }),
});

/**
 * A small flow by optimal transport as an image model: the latent variables are the noise that the image flows back to
 * under its parents, and decoding flows forth again. No predictor takes part in its training, so none can be fooled by
 * it. It has no evidence lower bound: its likelihood is a Gaussian of one fixed scale about the image reached, which
 * makes `pixelNoise` the share of what the way there and back misses.
 *
 * Source: OT-flow counterfactuals (2510.08294), flow matching (Lipman et al., ICLR 2023); as this contract, ours.
 */
export const flow = defineImageModel({
  name: 'flow',
  summary: 'A small optimal-transport flow, inverted in a few steps; guided by groups of attributes.',
  source: 'OT-flow counterfactuals, 2510.08294; guidance after FCFG, 2506.14399; net ours',
  options: schema,
  create({ shape, parents, columns = { parents: { from: 0, width: parents } }, random }, settings) {
    const attributes = Object.keys(columns).map((name) => ({ name }));
    const { channels, embedding, steps, dropout, coupling } = settings;
    const net = createFlow({ shape, encoding: { attributes, columns }, random, channels, embedding });
    const under = (pa: tf.Tensor2D) => (x: tf.Tensor4D, t: tf.Tensor1D) =>
      net.velocity(x, t, pa, presence(net, net.names, x.shape[0]));
    const around = (mean: tf.Tensor4D) => ({ mean, logScale: tf.fill(mean.shape, LOG_SCALE) as tf.Tensor4D });
    return {
      variables: net.variables,
      decoder: Object.keys(net.variables),
      levels: ['noise'],
      prior: 'exogenous',
      guided: true,
      pass(x, pa) {
        const noise = integrate(under(pa), x, 1, steps);
        const none = tf.zerosLike(noise);
        return {
          latents: [{ z: noise, mean: noise, logScale: none }],
          // Nothing is drawn, so nothing is paid.
          kl: [tf.zeros([x.shape[0]])],
          likelihood: around(integrate(under(pa), noise, 0, steps)),
        };
      },
      decode([noise], pa, groups) {
        const field = groups
          ? (x: tf.Tensor4D, t: tf.Tensor1D) => guidedVelocity(net, x, t, pa, groups)
          : under(pa);
        return around(integrate(field, noise as tf.Tensor4D, 0, steps));
      },
      mediate: (latents) => latents.map((one) => one.z),
      sample: (pa, noise) => [normalTensor(noise.random, [pa.shape[0], ...shape]).mul(noise.temperature)],
      train(context, { updates, batchSize, learningRate, weightDecay, average }) {
        const given = { batchSize, learningRate, weightDecay, average };
        const asked = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
        return trainFlow({ ...context, flow: net }, { updates, dropout, coupling, ...asked });
      },
    };
  },
});

/** ln of the scale of a pixel's likelihood, a tenth of the range: it only says how residuals are counted. */
const LOG_SCALE = Math.log(0.2);

export type FlowModelOptions = z.input<typeof options>;
