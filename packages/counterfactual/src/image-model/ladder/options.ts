import { MimmxError, option, options } from '@mimmx/core';
import { z } from 'zod';
import type { ImageShape } from '../image-model.ts';

const stage = options({
  size: option(z.int().positive(), { description: 'Height and width of the maps.' }),
  width: option(z.int().positive(), { description: 'Channels of the maps.' }),
  encoderBlocks: option(z.int().nonnegative(), {
    default: 0,
    description: 'Residual blocks of the encoder.',
  }),
  blocks: option(z.int().nonnegative(), { default: 1, description: 'Stochastic blocks of the decoder.' }),
  latent: option(z.int().positive(), { default: 4, description: 'Latent channels of each.' }),
});

export const ladderOptions = options({
  stages: option(z.array(stage).min(1), {
    absent: 'three levels at 28 pixels, at 64 pixels the small of the two',
    description: 'Levels from fine to coarse.',
  }),
  prior: option(z.enum(['exogenous', 'mediator']), {
    default: 'exogenous',
    description: 'Whether the prior of the latent variables sees the parents.',
  }),
  block: option(z.enum(['light', 'heavy']), {
    default: 'light',
    description: 'Form of the residual blocks.',
  }),
  bottleneck: option(z.number().positive(), {
    default: 2,
    description: "A block's inner width is its stage's divided by this.",
  }),
  downsampling: option(z.enum(['stride', 'pool']), {
    default: 'stride',
    description:
      'How maps get smaller: a convolution with a stride, or a residual block and the mean of its pixels.',
  }),
  upsampling: option(z.enum(['sub-pixel', 'nearest']), {
    default: 'sub-pixel',
    description: 'How maps get larger: an unfolded convolution, or each pixel repeated.',
  }),
  stem: option(z.int().positive(), { default: 3, description: 'Side of the first convolution.' }),
  output: option(z.int().positive(), {
    default: 8,
    description: 'Channels at full size, where that is no stage of its own.',
  }),
});

export type LadderSettings = z.output<typeof ladderOptions>;
export type Stage = z.output<typeof stage>;

const DEFAULTS = {
  small: [
    { size: 14, width: 24, encoderBlocks: 0, blocks: 1, latent: 4 },
    { size: 7, width: 48, encoderBlocks: 0, blocks: 2, latent: 8 },
    { size: 1, width: 96, encoderBlocks: 0, blocks: 1, latent: 16 },
  ],
  large: [
    { size: 32, width: 16, encoderBlocks: 0, blocks: 0, latent: 1 },
    { size: 16, width: 24, encoderBlocks: 0, blocks: 1, latent: 2 },
    { size: 8, width: 48, encoderBlocks: 0, blocks: 1, latent: 8 },
    { size: 1, width: 96, encoderBlocks: 0, blocks: 1, latent: 32 },
  ],
} as const satisfies Record<string, readonly Stage[]>;

/**
 * The hierarchical VAE of the published experiments on digits of 32 × 32: 2.05 M parameters, 87,104 latent variables
 * (De Sousa Ribeiro et al., ICML 2023).
 */
export const referenceLadder: z.input<typeof ladderOptions> = {
  stages: [
    { size: 32, width: 16, encoderBlocks: 3, blocks: 4, latent: 16 },
    { size: 16, width: 32, encoderBlocks: 3, blocks: 4, latent: 16 },
    { size: 8, width: 64, encoderBlocks: 3, blocks: 4, latent: 16 },
    { size: 4, width: 128, encoderBlocks: 3, blocks: 4, latent: 16 },
    { size: 1, width: 256, encoderBlocks: 4, blocks: 4, latent: 16 },
  ],
  block: 'heavy',
  bottleneck: 4,
  downsampling: 'pool',
  upsampling: 'nearest',
  stem: 7,
};

/** The stages for an image, checked. @throws E_IMAGE_SHAPE */
export function stagesFor(
  [height, width]: ImageShape,
  { stages, downsampling }: LadderSettings,
): readonly Stage[] {
  const chosen = stages ?? (height >= 40 ? DEFAULTS.large : DEFAULTS.small);
  const refuse = (what: string): never => {
    throw new MimmxError(
      'E_IMAGE_SHAPE',
      `image model "ladder": ${what}. Set its stages for ${height} × ${width}.`,
    );
  };
  if (height !== width) refuse(`takes square images, not ${height} × ${width}`);
  let size = height;
  for (const [i, one] of chosen.entries()) {
    const ratio = size / one.size;
    if (!Number.isInteger(ratio)) refuse(`a stage of ${one.size} does not divide ${size}`);
    if (i === 0 && ratio > 2) refuse(`its first stage of ${one.size} is less than half the image`);
    if (i > 0 && downsampling === 'stride' && ratio > 2 && one.size > 1)
      refuse(`a step from ${size} to ${one.size} needs downsampling "pool"`);
    size = one.size;
  }
  return chosen;
}
