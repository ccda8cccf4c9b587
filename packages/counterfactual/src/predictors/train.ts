import { type Backend, MimmxError, option, options, type Random, validate } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { type ImageTable, type MinibatchSettings, minibatches, toTensor } from '../image-model/images.ts';
import type { ParentEncoding } from '../image-model/parent-encoding.ts';
import { stableStep } from '../image-model/stable-step.ts';
import type { Trainable } from '../trainable.ts';
import { updateAt } from '../update-at.ts';
import { attributeLoss } from './attribute-loss.ts';
import type { Predictor } from './predictor.ts';

export const predictorTrainingSchema = options({
  updates: option(z.int().positive(), { description: 'Planned updates.' }),
  batchSize: option(z.int().positive(), { default: 64, description: 'Images of one update.' }),
  learningRate: option(z.number().positive(), { default: 1e-3, description: 'At the start.' }),
  weightDecay: option(z.number().nonnegative(), {
    default: 0.05,
    description: 'Decoupled weight decay (AdamW).',
  }),
});

export interface PredictorTrainingContext extends Pick<MinibatchSettings, 'weights' | 'augment'> {
  readonly predictor: Predictor;
  readonly table: ImageTable;
  readonly encoding: ParentEncoding;
  readonly backend: Pick<Backend, 'compile'>;
  readonly random: Random;
}

/** Training of a predictor on all its attributes at once: the sum of their mean losses. Rows must be complete. */
export function trainPredictor(
  context: PredictorTrainingContext,
  options: z.input<typeof predictorTrainingSchema>,
): Trainable {
  const { predictor, table, encoding, backend } = context;
  const settings = validate(predictorTrainingSchema, options, 'Training of a predictor');
  const { batchSize, updates } = settings;
  const next = minibatches(table, { ...context, batchSize });
  // Temperatures are found afterwards, by calibration.
  const trained = Object.entries(predictor.variables).filter(([name]) => !name.startsWith('temperature.'));
  if (trained.length === 0) {
    throw new MimmxError(
      'E_OPTION',
      `Predictor "${predictor.name}" has no weights to train. Use it as it is.`,
    );
  }
  const weights = trained.map(([, variable]) => variable);
  const optimiser = stableStep({ ...settings, variables: weights, cosineOver: updates });
  const done = tf.tidy(() => tf.variable(tf.scalar(0), false)) as tf.Variable<tf.Rank.R0>;
  const step = backend.compile((x: tf.Tensor, encoded: tf.Tensor) => {
    const report: Record<string, tf.Scalar> = {};
    const { grads } = tf.variableGrads(() => {
      const outputs = predictor.outputs(x as tf.Tensor4D);
      const losses = predictor.attributes.map((attribute) => {
        const { from, width } = encoding.columns[attribute.name]!;
        const target = tf.slice(encoded, [0, from], [batchSize, width]) as tf.Tensor2D;
        const loss = attributeLoss(attribute, outputs[attribute.name]!, target);
        report[`loss.${attribute.name}`] = tf.keep(loss);
        return loss;
      });
      return tf.addN(losses) as tf.Scalar;
    }, weights);
    Object.assign(report, optimiser.apply(weights.map(({ name }) => grads[name] ?? null)));
    done.assign(done.add(1));
    return report;
  });
  const state = {
    ...Object.fromEntries(Object.entries(optimiser.state).map(([name, one]) => [`training.${name}`, one])),
    'training.step': done,
  };
  return {
    variables: {
      ...Object.fromEntries(
        Object.entries(predictor.variables).map(([name, one]) => [`predictor.${name}`, one]),
      ),
      ...state,
    },
    settings,
    update: updateAt(done, [step], (made) => {
      const { pixels, attributes } = next(made);
      return [
        toTensor(pixels, table.shape),
        tf.tensor2d(encoding.encode(attributes), [batchSize, encoding.width]),
      ];
    }),
    dispose() {
      for (const variable of Object.values(state)) variable.dispose();
    },
  };
}
