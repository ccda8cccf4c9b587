import type { Backend, Random } from '@mimmx/core';
import { z } from 'zod';
import type { Trainable } from '../trainable.ts';
import type { ImageTable, MinibatchSettings } from './images.ts';
import type { ParentEncoding } from './parent-encoding.ts';

export const imageTrainingSchema = z.strictObject({
  /** Planned updates: the learning rate has fallen to zero after them. */
  updates: z.int().positive(),
  batchSize: z.int().positive().default(64),
  learningRate: z.number().positive().default(2e-3),
  weightDecay: z.number().nonnegative().default(0.01),
  /** Weight of the KL terms. */
  beta: z.number().nonnegative().default(1),
  /** Share of the updates in which β rises from 0. */
  warmUp: z.number().min(0).max(1).default(0.2),
  /** Nats per level that cost nothing while β rises. */
  freeBits: z.number().nonnegative().default(0.05),
  /** Decay of the averaged weights. */
  average: z.number().min(0).max(1).default(0.995),
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
