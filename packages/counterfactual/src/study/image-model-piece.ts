import { restoreSnapshot } from '@mimmx/core';
import type { Augmentation } from '@mimmx/data';
import type { TrialResult } from '@mimmx/experiment';
import type { Generator } from '../generator.ts';
import { completeRows, countImages, type MinibatchSettings } from '../image-model/images.ts';
import { type ElboReport, measureElbo } from '../image-model/measure-elbo.ts';
import type { ImageShape } from '../image-model/shape.ts';
import { trainImageModel } from '../image-model/train.ts';
import type { ImageTrainingOptions } from '../image-model/training.ts';
import { pieceTrial, streamOf } from './piece.ts';
import type { StudyConfig, StudyContext, StudyTables } from './settings.ts';
import { type TrainedPiece, trainPiece } from './train-piece.ts';

/** Trains, or finds, the image model of a study; the generator has its weights afterwards. */
export async function imageModelPiece(
  { data, graph, train, validation, augment }: StudyTables,
  { model: choice, training, seed }: StudyConfig,
  context: StudyContext,
  { model, encoding, scm }: Generator,
): Promise<TrainedPiece> {
  const { backend } = context;
  const options = training as ImageTrainingOptions;
  const table = completeRows(train, scm.graph.order);
  const held = validation ? completeRows(validation, scm.graph.order) : table;
  const trial = pieceTrial({
    kind: 'image-model',
    name: choice.name,
    data,
    options: { graph, model: choice, training, ...(augment && { augmented: true }) },
    updates: options.updates,
    seed,
  });
  const piece = await trainPiece(
    trial,
    async () => {
      const random = streamOf(seed, 'image model');
      const trainable = trainImageModel(
        {
          ...{ model, table, encoding, backend, random },
          ...(augment && { augment: onPixels(augment, table.shape) }),
        },
        options,
      );
      return {
        trainable,
        random,
        async conclude() {
          const measure = () =>
            measureElbo({
              model,
              table: held,
              encoding,
              backend,
              random: streamOf(seed, 'bound'),
              beta: options.beta ?? 1,
            });
          const trained = await measure();
          trainable.swapAverages();
          const averaged = await measure();
          const better = model.train !== undefined || averaged.nelbo <= trained.nelbo;
          if (!better) trainable.swapAverages();
          const report = better ? averaged : trained;
          return {
            rows: rowsOf(report, validation ? 'validation' : 'train', countImages(held)),
            notes: report.collapsed.map(
              (level) => `Level "${level}" carries less than 0.01 nat of the image: it has collapsed.`,
            ),
            variables: model.variables,
          };
        },
      };
    },
    context,
  );
  restoreSnapshot(model.variables, piece.weights.variables);
  return piece;
}

/** Augmentations are of images on 0 to 1, with 0 for what comes in; image models see −1 to 1. */
const onPixels =
  (augment: Augmentation, shape: ImageShape): NonNullable<MinibatchSettings['augment']> =>
  (pixels, random) => {
    const shown = pixels.map((value) => (value + 1) / 2);
    augment(shown, shape, random);
    return shown.map((value) => Math.min(1, Math.max(-1, 2 * value - 1)));
  };

function rowsOf({ nelbo, nll, kl }: ElboReport, set: string, count: number): TrialResult['rows'] {
  const row = (measure: string, value: number, note: string) => ({
    set,
    measure,
    value,
    low: null,
    high: null,
    count,
    note,
  });
  return [
    row('nelbo', nelbo, 'nats per pixel'),
    row('nll', nll, 'nats per pixel'),
    ...Object.entries(kl).map(([level, value]) => row(`kl ${level}`, value, 'nats per image')),
  ];
}
