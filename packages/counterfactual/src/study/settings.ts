import type { Backend } from '@mimmx/core';
import type { Augmentation } from '@mimmx/data';
import type { TrialStore } from '@mimmx/experiment';
import { z } from 'zod';
import type { ImageTable } from '../image-model/images.ts';
import type { CnnPredictorSettings } from '../predictors/cnn.ts';
import type { Attributes } from '../scm/attributes.ts';
import type { ScmInput } from '../scm/declare.ts';
import type { Piece } from './piece.ts';
import type { PieceSetting } from './train-piece.ts';

const count = z.int().positive();
const options = z.record(z.string(), z.unknown());

/** What a study trains, besides its tables and its graph. */
export const studySchema = z.strictObject({
  model: z.strictObject({ name: z.string().default('vae'), options: options.default({}) }).prefault({}),
  /** Options of the image model's training, such as `updates`. */
  training: z.looseObject({ updates: count.default(2000) }).prefault({}),
  /** Updates of each convolutional predictor. */
  predictorUpdates: count.default(600),
  /**
   * Pixels by which a predictor's training images are shifted at random. What it knows by heart of them would go into
   * soft targets, and from there into the generator as an amplification.
   */
  predictorShift: z.int().nonnegative().default(0),
  /**
   * Folds of patients whose targets come from predictors that were trained on the other folds; 0: from the predictor
   * that tunes, which has seen them. Costs a predictor's training for each fold.
   */
  crossFit: z
    .int()
    .nonnegative()
    .refine((folds) => folds !== 1, 'give 0, or at least 2 folds')
    .default(0),
  /** Fine-tunings by name, with their options; each is judged beside the model as it was trained, `none`. */
  tunings: z
    .record(z.string(), z.looseObject({ updates: count.default(300) }))
    .default({ hard: { targets: 'hard', updates: 300 }, soft: { targets: 'soft', updates: 300 } }),
  /** The share of the pixel's residual in counterfactuals that are judged or shown. */
  pixelNoise: z.number().nonnegative().default(1),
  /** Resamples of patients behind each interval. */
  replicates: z.int().nonnegative().default(200),
  /** The judges beside the predictor that tunes: `other-seed`, `other-network`, `pca-logistic`. */
  judges: z
    .array(z.enum(['other-seed', 'other-network', 'pca-logistic']))
    .default(['other-seed', 'other-network', 'pca-logistic']),
  seed: z.int().nonnegative().default(0),
});

export type StudyOptions = z.input<typeof studySchema>;
export type StudyConfig = z.output<typeof studySchema>;

/** Predictors of a study by name: the first tunes. */
export const PREDICTORS: Readonly<
  Record<string, Pick<CnnPredictorSettings, 'kernel' | 'channels' | 'hidden'>>
> = {
  own: {},
  'other-seed': {},
  'other-network': { kernel: 5, channels: [12, 24, 32], hidden: 32 },
};

export interface StudyTables {
  /** Names the tables in the trials' ids: whatever decides their content. */
  readonly data: Piece['data'];
  readonly graph: ScmInput;
  readonly train: ImageTable;
  /**
   * Changes to the image model's training images, drawn anew each time: those that images come with of which
   * counterfactuals are asked later, as a classifier's batches do (`data.augment`). The options of `data` must name
   * it: the trial's id says only that there is one.
   */
  readonly augment?: Augmentation;
  /** Rows that predictors are calibrated on; the training rows if absent. */
  readonly validation?: ImageTable;
  readonly test: ImageTable;
  /** Where images can be made to order: the true counterfactuals of the test rows, [rows × pixels], 0 to 1. */
  readonly truth?: (attributes: Attributes) => Float32Array;
}

export interface StudyContext extends Omit<PieceSetting, 'store'> {
  readonly store: TrialStore;
  readonly backend: Pick<Backend, 'compile'>;
}
