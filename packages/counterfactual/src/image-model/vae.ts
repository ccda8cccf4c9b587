import { MimmxError, normalTensor, option, options } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { draw } from './draw.ts';
import { klPerImage, softClamp, standardLike } from './gaussian.ts';
import { defineImageModel } from './image-model.ts';
import { condition, conv, dense, unfold } from './layers.ts';
import { output } from './output.ts';
import { createParameters } from './parameters.ts';

const schema = options({
  channels: option(z.array(z.int().positive()).min(1), {
    absent: "by the image's size",
    description: "Channels of the encoder's stages, each half the size of the one before.",
  }),
  hidden: option(z.int().positive(), {
    default: 96,
    description: 'Units between the maps and the latent variables.',
  }),
  latent: option(z.int().positive(), {
    absent: '16 below 40 pixels, else 32',
    description: 'Latent variables.',
  }),
  output: option(z.int().positive(), { default: 8, description: 'Channels at full size.' }),
  conditioning: option(z.enum(['shift', 'scale', 'latent']), {
    default: 'shift',
    description:
      'How parents enter the decoder: a shift per channel; or also a scale, which is what brightness is to an image; or as a shift of the latent variables alone, which the encoder takes out again, so that they change an image only by being changed.',
  }),
});

/** ln of the posterior's scale stays between these. */
const [LOW, HIGH] = [-7, 3];

/**
 * A small conditional VAE: strided convolutions, one vector of latent variables with a standard normal prior, sub-pixel
 * convolutions back. Parents enter as a bias per channel at every stage, and with `conditioning: 'scale'` as a factor of
 * the decoder's channels, too. With `conditioning: 'latent'` they move the latent variables instead, z + W pa, and the encoder's mean is
 * less W pa by the same W: what a decoder paints of a parent cancels where the parent is as it was (docs/decisions/0018). At 28 × 28 it has 0.34 M parameters and trains at some 19 MFLOP an image, a fifth of the published
 * small VAE.
 *
 * Source: conditional VAE of De Sousa Ribeiro et al., ICML 2023; sizes and conditioning ours.
 */
export const vae = defineImageModel({
  name: 'vae',
  summary: 'A small conditional VAE with one vector of latent variables.',
  source: 'De Sousa Ribeiro et al., ICML 2023; sizes ours',
  options: schema,
  create({ shape: [height, width, depth], parents, random }, settings) {
    const large = Math.min(height, width) >= 40;
    const channels = settings.channels ?? (large ? [16, 32, 48] : [32, 32]);
    const latent = settings.latent ?? (large ? 32 : 16);
    const factor = 2 ** channels.length;
    if (height % factor !== 0 || width % factor !== 0) {
      throw new MimmxError(
        'E_IMAGE_SHAPE',
        `image model "vae" halves the image ${channels.length} times, but it is ${height} × ${width}. Give fewer channels, or images of a multiple of ${factor}.`,
      );
    }
    const [rows, columns, deepest] = [height / factor, width / factor, channels.at(-1)!];
    const flat = rows * columns * deepest;
    const p = createParameters(random);

    const down = channels.map((to, i) =>
      conv(p, `encoder.${i}`, channels[i - 1] ?? depth, to, { kernel: 3, stride: 2 }),
    );
    const gather = dense(p, 'encoder.hidden', flat, settings.hidden);
    const seen = condition(p, 'encoder.parents', parents, settings.hidden);
    const posterior = dense(p, 'encoder.posterior', settings.hidden, 2 * latent, { gain: 0.1 });

    const within = settings.conditioning === 'latent';
    /** What parents add to the latent variables: in the decoder, and with the other sign in the encoder. */
    const offset =
      within && parents > 0 ? dense(p, 'decoder.offset', parents, latent, { bias: false }) : null;
    const enter = (name: string, to: number) => (within ? null : condition(p, name, parents, to));
    const spread = dense(p, 'decoder.hidden', latent, settings.hidden);
    const given = enter('decoder.parents', settings.hidden);
    const maps = dense(p, 'decoder.maps', settings.hidden, flat);
    const scales = settings.conditioning === 'scale';
    const widths = channels.map((_, i) =>
      i === channels.length - 1 ? settings.output : Math.max(settings.output, deepest >> (i + 1)),
    );
    const up = widths.map((to, i) => ({
      unfold: unfold(p, `decoder.${i}`, widths[i - 1] ?? deepest, to),
      parents: enter(`decoder.${i}.parents`, to),
      scale: scales ? condition(p, `decoder.${i}.scale`, parents, to, { gain: 0 }) : null,
    }));
    const pixels = output(p, 'decoder.pixels', settings.output, depth);

    const row = (x: tf.Tensor4D): tf.Tensor2D => x.reshape([x.shape[0], x.shape[3]]);
    const encode = (x: tf.Tensor4D, pa: tf.Tensor2D) => {
      let y = x;
      for (const layer of down) y = tf.relu(layer(y));
      const hidden = tf.relu(gather(y.reshape([x.shape[0], flat])).add(row(seen(pa)))) as tf.Tensor2D;
      const [mean, logScale] = tf.split(posterior(hidden), 2, 1);
      return { mean: offset ? mean!.sub(offset(pa)) : mean!, logScale: softClamp(logScale!, LOW, HIGH) };
    };
    const decode = (code: tf.Tensor, pa: tf.Tensor2D) => {
      const inner = spread((offset ? code.add(offset(pa)) : code) as tf.Tensor2D);
      const hidden = tf.relu(given ? inner.add(row(given(pa))) : inner) as tf.Tensor2D;
      let y = tf.relu(maps(hidden)).reshape([code.shape[0]!, rows, columns, deepest]) as tf.Tensor4D;
      for (const { unfold, parents, scale } of up) {
        const maps = unfold(y);
        const scaled = scale ? maps.mul(scale(pa).add(1)) : maps;
        y = tf.relu(parents ? scaled.add(parents(pa)) : scaled) as tf.Tensor4D;
      }
      return pixels(y);
    };

    return {
      variables: p.variables,
      decoder: Object.keys(p.variables).filter((name) => name.startsWith('decoder.')),
      levels: ['z'],
      prior: 'exogenous',
      pass(x, pa, noise) {
        const code = draw(encode(x, pa), noise);
        return {
          latents: [code],
          kl: [klPerImage(code, standardLike(code))],
          likelihood: decode(code.z, pa),
        };
      },
      decode: ([code], pa) => decode(code!, pa),
      mediate: (latents) => latents.map((one) => one.z),
      sample: (pa, noise) => [normalTensor(noise.random, [pa.shape[0], latent]).mul(noise.temperature)],
    };
  },
});

export type VaeOptions = z.input<typeof options>;
