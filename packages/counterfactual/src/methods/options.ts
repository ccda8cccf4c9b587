import { option } from '@mimmx/core';
import { z } from 'zod';

/** What the methods that learn from counterfactual images share. */
export const generatorOptions = {
  generator: option(z.string(), {
    description: 'Folder of a generator (mimmx generator), from the current folder.',
  }),
  tuning: option(z.string(), {
    absent: 'the last of the folder',
    description: 'State of the generator: `none`, or the name of a fine-tuning.',
  }),
  intervene: option(z.array(z.string()).min(1), {
    absent: 'all that the generator knows',
    description: 'Confounders to change.',
  }),
  pixelNoise: option(z.number().min(0).max(1), {
    default: 1,
    description:
      'Share of the pixel’s residual that is kept; with 1 a null intervention changes nothing. With less an image is redrawn, under its own y.',
  }),
};

const samplings = z.enum(['uniform', 'stratified', 'group-balanced', 'overlap']);

/** How batches are drawn before they go through the generator. */
export const samplingOption = option(samplings, {
  default: 'uniform',
  description: 'How batches are drawn.',
});

/** The same, where what learns from them may have a way of its own. */
export const samplingOfBase = option(samplings, {
  absent: '`uniform`, or as mimm-x does where that is the base',
  description: 'How batches are drawn.',
});
