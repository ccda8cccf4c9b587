import { z } from 'zod';

/** What the methods that learn from counterfactual images share. */
export const generatorOptions = {
  generator: z.string().describe('Folder of a generator (mimmx generator), from the current folder.'),
  tuning: z
    .string()
    .optional()
    .describe('State of the generator: none, or a fine-tuning; the last of the folder if absent.'),
  intervene: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('Confounders to change; all that the generator knows if absent.'),
  pixelNoise: z.number().min(0).max(1).default(1).describe('Share of the pixel’s residual that is kept.'),
};
