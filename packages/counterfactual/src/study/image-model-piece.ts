import { restoreSnapshot } from '@mimmx/core';
import type { TrialResult } from '@mimmx/experiment';
import type { Generator } from '../generator.ts';
import { completeRows, countImages } from '../image-model/images.ts';
import { type ElboReport, measureElbo } from '../image-model/measure-elbo.ts';
import { trainImageModel } from '../image-model/train.ts';
import type { ImageTrainingOptions } from '../image-model/training.ts';
import { pieceTrial, streamOf } from './piece.ts';
import type { StudyConfig, StudyContext, StudyTables } from './settings.ts';
import { type TrainedPiece, trainPiece } from './train-piece.ts';

/** Trains, or finds, the image model of a study; the generator has its weights afterwards. */
export async function imageModelPiece(
  { data, graph, train, validation }: StudyTables,
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
    options: { graph, model: choice, training },
    updates: options.updates,
    seed,
  });
  const piece = await trainPiece(
    trial,
    async () => {
      const random = streamOf(seed, 'image model');
      const trainable = trainImageModel({ model, table, encoding, backend, random }, options);
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
