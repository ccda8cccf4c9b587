import * as tf from '@mimmx/core/tf';
import type { z } from 'zod';
import { draw } from '../draw.ts';
import { type Gaussian, klPerImage, mixture } from '../gaussian.ts';
import { defineImageModel, type Latent } from '../image-model.ts';
import type { Likelihood } from '../likelihood.ts';
import { createParameters } from '../parameters.ts';
import { createDecoder } from './decoder.ts';
import { createEncoder } from './encoder.ts';
import { ladderOptions, stagesFor } from './options.ts';

/**
 * A hierarchical conditional VAE: latent variables at several sizes, drawn from coarse to fine, each with a prior that
 * sees those before it. With the default, exogenous prior they know nothing of the parents, so that abducted ones carry
 * over to other parents as they are; as a latent `mediator` their prior sees the parents, too.
 *
 * Source: De Sousa Ribeiro et al., ICML 2023; small sizes, strided and unfolded convolutions ours. The published sizes
 * are `referenceLadder`.
 */
export const ladder = defineImageModel({
  name: 'ladder',
  summary: 'A hierarchical conditional VAE, with an exogenous prior or a latent mediator.',
  source: 'De Sousa Ribeiro et al., ICML 2023; small sizes ours',
  options: ladderOptions,
  create({ shape, parents, random }, settings) {
    const stages = stagesFor(shape, settings);
    const p = createParameters(random);
    const encode = createEncoder(p, shape[0], shape[2], stages, settings);
    const decoder = createDecoder(p, shape[0], shape[2], stages, parents, settings);

    /** The decoder run with latent variables that `choose` finds one after the other. */
    const latentsBy = (
      pa: tf.Tensor2D,
      choose: (prior: Gaussian, level: number) => tf.Tensor,
    ): readonly tf.Tensor[] => {
      const found: tf.Tensor[] = [];
      decoder.run(pa, (prior, _, level) => {
        found.push(choose(prior, level));
        return found.at(-1) as tf.Tensor4D;
      });
      return found;
    };

    return {
      variables: p.variables,
      decoder: Object.keys(p.variables).filter((name) => name.startsWith('decoder.')),
      levels: decoder.levels.map(({ name }) => name),
      prior: settings.prior,
      pass(x, pa, noise) {
        const encoded = encode(x);
        const latents: Latent[] = [];
        const kl: tf.Tensor1D[] = [];
        const likelihood = decoder.run(pa, (prior, state, level) => {
          const { stage, block } = decoder.levels[level]!;
          const latent = draw(block.posterior(state, encoded[stage]!, pa), noise);
          latents.push(latent);
          kl.push(klPerImage(latent, prior));
          return latent.z as tf.Tensor4D;
        });
        return { latents, kl, likelihood };
      },
      decode: (codes, pa): Likelihood => decoder.run(pa, (_, __, level) => codes[level] as tf.Tensor4D),
      mediate(latents, pa, alpha) {
        if (settings.prior === 'exogenous') return latents.map(({ z }) => z);
        return latentsBy(pa, (prior, level) => {
          const { z, mean, logScale } = latents[level]!;
          const u = z.sub(mean).mul(tf.exp(logScale.neg()));
          const r = mixture(latents[level]!, prior, alpha);
          return r.mean.add(tf.exp(r.logScale).mul(u));
        });
      },
      sample: (pa, noise) => latentsBy(pa, (prior) => draw(prior, noise).z),
    };
  },
});

export type LadderOptions = z.input<typeof ladderOptions>;
