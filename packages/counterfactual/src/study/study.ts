import { MimmxError, restoreSnapshot, suggest, validate } from '@mimmx/core';
import type { TrialResult } from '@mimmx/experiment';
import type { FineTuningOptions } from '../fine-tuning/options.ts';
import { fineTune } from '../fine-tuning/tune.ts';
import { createGenerator, type Generator } from '../generator.ts';
import { completeRows } from '../image-model/images.ts';
import { effectiveness, requireBetterThanChance } from '../measures/effectiveness.ts';
import { fitLinearPredictor } from '../predictors/linear.ts';
import { type Predictor, predictAll } from '../predictors/predictor.ts';
import type { Trainable } from '../trainable.ts';
import { crossFit } from './cross-fit.ts';
import { imageModelPiece } from './image-model-piece.ts';
import { judge } from './judge.ts';
import { pieceTrial, streamOf } from './piece.ts';
import { predictorPiece } from './predictor-piece.ts';
import {
  PREDICTORS,
  type StudyConfig,
  type StudyContext,
  type StudyOptions,
  type StudyTables,
  studySchema,
} from './settings.ts';
import { type TrainedPiece, trainPiece } from './train-piece.ts';

/** An image model as it was trained, `none`, or tuned, with what was measured of it. */
export interface StudyTuning {
  readonly name: string;
  readonly id: string;
  readonly result: TrialResult;
}

export interface Study {
  readonly generator: Generator;
  /** The predictor that tunes, and the other judges. */
  readonly predictors: readonly Predictor[];
  /** The trial of the image model. */
  readonly model: TrainedPiece;
  /** Trains, or finds, one fine-tuning and its measures; the generator has its weights afterwards. */
  tune(name: string): Promise<StudyTuning>;
}

/**
 * A study of counterfactual images: predictors, an image model, fine-tunings of it, and what they do to every
 * attribute. Each training is a trial of the store: done once, resumed where it stopped, shared by processes.
 *
 * @throws E_OPTION, E_PREDICTOR if the tuning predictor is no better than chance, and those of `trainPiece`
 * @example
 * const study = await openStudy({ data, graph, train, test }, { training: { updates: 1500 } }, { store, backend });
 * const { result } = await study.tune('soft');
 */
export async function openStudy(
  tables: StudyTables,
  options: StudyOptions,
  context: StudyContext,
): Promise<Study> {
  const config = validate(studySchema, options, 'Study of counterfactuals');
  const { seed, model: choice } = config;
  const { graph, train, test } = tables;
  const { backend } = context;
  const generator = createGenerator({
    graph,
    table: train,
    backend,
    random: streamOf(seed, 'generator'),
    model: choice,
  });
  const { encoding, scm, model } = generator;
  const predictors: Predictor[] = [];
  const ids: string[] = [];
  for (const name of ['own', ...config.judges]) {
    if (name === 'pca-logistic') {
      const random = streamOf(seed, name);
      predictors.push(
        fitLinearPredictor({ table: train, attributes: encoding.attributes, encoding, random }),
      );
      continue;
    }
    const piece = { name, network: PREDICTORS[name]!, table: train };
    const { predictor, id } = await predictorPiece(piece, tables, config, context, encoding);
    if (name === 'own') {
      const outputs = await predictAll(predictor, test, backend);
      const found = effectiveness(encoding.attributes, outputs, test.attributes, encoding.unscale);
      requireBetterThanChance(name, found);
    }
    predictors.push(predictor);
    ids.push(id);
  }
  const complete = completeRows(train, scm.graph.order);
  const factual = config.crossFit > 0 ? await crossFit(complete, tables, config, context, encoding) : null;
  const trained = await imageModelPiece(tables, config, context, generator);
  const judged = { pixelNoise: config.pixelNoise, replicates: config.replicates, judges: config.judges };

  return {
    generator,
    predictors,
    model: trained,
    async tune(name) {
      const { updates, ...more } = name === 'none' ? { updates: 0 } : tuningOf(config.tunings, name);
      const trial = pieceTrial({
        kind: 'fine-tuning',
        name,
        data: tables.data,
        options: { ...more, graph, predictors: ids, judged, ...(factual && { factual: factual.ids }) },
        updates,
        seed,
        from: trained.result.id,
      });
      const piece = await trainPiece(
        trial,
        async () => {
          restoreSnapshot(model.variables, trained.weights.variables);
          const random = streamOf(seed, 'tuning');
          const settings = { ...more, updates } as FineTuningOptions;
          const tuning =
            name === 'none'
              ? null
              : await fineTune(
                  {
                    scm,
                    encoding,
                    model,
                    predictors: predictors.slice(0, 1),
                    table: complete,
                    ...(factual && { factual: factual.outputs }),
                    backend,
                    random,
                  },
                  settings,
                );
          return {
            trainable: tuning ?? untouched,
            random,
            async conclude() {
              const rows = await judge({
                ...judged,
                generator,
                tables,
                predictors,
                backend,
                random: streamOf(seed, 'judge'),
              });
              return { rows, notes: (await tuning?.warnings()) ?? [], variables: model.variables };
            },
          };
        },
        context,
      );
      restoreSnapshot(model.variables, piece.weights.variables);
      return { name, id: trial.id, result: piece.result };
    },
  };
}

/** A tuning of no updates. */
const untouched: Trainable = {
  update: async () => ({}),
  variables: {},
  settings: {},
  dispose() {},
};

function tuningOf(tunings: StudyConfig['tunings'], name: string): StudyConfig['tunings'][string] {
  const tuning = tunings[name];
  if (tuning) return tuning;
  throw new MimmxError(
    'E_UNKNOWN_NAME',
    `Unknown fine-tuning "${name}". ${suggest(name, ['none', ...Object.keys(tunings)])}`,
  );
}
