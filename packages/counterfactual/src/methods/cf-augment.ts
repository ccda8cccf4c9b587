import {
  defineMethod,
  mimmx,
  option,
  shapedNetwork,
  shapeOf,
  shapeSchema,
  space,
  supervised,
  validate,
} from '@mimmx/core';
import { z } from 'zod';
import { withCounterfactuals } from './batches.ts';
import { oneByOne } from './one-by-one.ts';
import { generatorFor } from './open.ts';
import { generatorOptions, samplingOfBase } from './options.ts';

const schema = shapeSchema.extend({
  ...generatorOptions,
  share: option(z.number().min(0).max(1), {
    default: 0.5,
    description:
      'Share of images whose confounders are drawn anew; the others go through the null intervention.',
    space: space.uniform(0.25, 1),
  }),
  base: option(z.enum(['erm', 'mimm-x']), {
    default: 'erm',
    description: 'What learns from the images so made.',
  }),
  baseOptions: option(z.record(z.string(), z.unknown()), {
    default: {},
    description: 'Options of mimm-x, where that is the base.',
  }),
  sampling: samplingOfBase,
});

/**
 * Augmentation with counterfactuals: confounders of a share of each batch are drawn anew, evenly and whatever y is, so
 * that p(z | y) = p(z) among them; every other image goes through the null intervention, so that "synthetic" is no
 * shortcut. Idea: Sauer & Geiger, ICLR 2021, and Reddy et al., 2305.18183; the null intervention of all is ours.
 */
export const cfAugment = defineMethod({
  name: 'cf-augment',
  summary: 'Learns y, or by mimm-x, from images whose confounders a generator has drawn anew.',
  source: 'after Sauer & Geiger, ICLR 2021; null interventions ours',
  needs: { train: ['y', 'z'] },
  options: schema,
  create(context, options) {
    const { base, baseOptions, sampling, share, pixelNoise, generator, tuning, intervene, ...shape } =
      options;
    const open = generatorFor({
      folder: generator,
      tuning,
      intervene,
      task: context.task,
      shape: context.inputShape,
      backend: context.backend,
    });
    const data = withCounterfactuals(context.data, {
      task: context.task,
      open,
      pixelNoise,
      share,
      random: context.random,
      form: 'replaced',
    });
    const settings = { base, share, pixelNoise, generator };
    if (base === 'mimm-x') {
      const drawn = sampling === undefined ? {} : { sampling };
      const made = mimmx.create(
        { ...context, data },
        validate(mimmx.options, { ...shape, ...drawn, ...baseOptions }, 'cf-augment: baseOptions'),
      );
      return oneByOne(made, settings);
    }
    const own = shapeOf(context, shape);
    return oneByOne(
      supervised({ ...context, data }, shapedNetwork(context, own, 'none'), {
        sampling: sampling ?? 'uniform',
        settings: { ...own },
      }),
      settings,
    );
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    'cf-augment': z.input<typeof schema>;
  }
}
