import { type Backend, option, options, type Random } from '@mimmx/core';
import { z } from 'zod';
import type { Trainable } from '../trainable.ts';
import type { ImageTable, MinibatchSettings } from './images.ts';
import type { ParentEncoding } from './parent-encoding.ts';

export const imageTrainingSchema = options({
  updates: option(z.int().positive(), {
    description: 'Planned updates: the learning rate has fallen to zero after them.',
  }),
  batchSize: option(z.int().positive(), { default: 64, description: 'Images of one update.' }),
  learningRate: option(z.number().positive(), { default: 2e-3, description: 'At the start.' }),
  weightDecay: option(z.number().nonnegative(), {
    default: 0.01,
    description: 'Decoupled weight decay (AdamW).',
  }),
  beta: option(z.number().nonnegative(), { default: 1, description: 'Weight of the KL terms.' }),
  warmUp: option(z.number().min(0).max(1), {
    default: 0.2,
    description: 'Share of the updates in which β rises from 0.',
  }),
  freeBits: option(z.number().nonnegative(), {
    default: 0.05,
    description: 'Nats per level that cost nothing while β rises.',
  }),
  average: option(z.number().min(0).max(1), {
    default: 0.995,
    description: 'Decay of the averaged weights.',
  }),
});

export type ImageTrainingOptions = z.input<typeof imageTrainingSchema>;

/** What an image model learns from, and with. */
export interface ImageTrainingData extends Pick<MinibatchSettings, 'weights' | 'augment'> {
  readonly table: ImageTable;
  readonly encoding: ParentEncoding;
  readonly backend: Pick<Backend, 'compile'>;
  readonly random: Random;
}

/** Training of an image model. */
export interface ImageTraining extends Trainable {
  /** Puts the averaged weights into the model; again, the trained ones. */
  swapAverages(): void;
}
