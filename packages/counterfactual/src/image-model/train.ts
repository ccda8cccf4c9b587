import { validate } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { updateAt } from '../update-at.ts';
import { createAverages } from './averages.ts';
import { negativeElbo } from './elbo.ts';
import type { ImageModel } from './image-model.ts';
import { minibatches, toTensor } from './images.ts';
import { stableStep } from './stable-step.ts';
import {
  type ImageTraining,
  type ImageTrainingData,
  type ImageTrainingOptions,
  imageTrainingSchema,
} from './training.ts';

export interface ImageTrainingContext extends ImageTrainingData {
  readonly model: ImageModel;
}

/**
 * Training by the evidence lower bound, in nats per pixel: AdamW along half a cosine, KL warm-up with free bits,
 * clipping by the running median, averaged weights.
 *
 * @throws E_OPTION, E_IMAGE_SHAPE, E_MISSING_VALUE at an update
 */
export function trainImageModel(context: ImageTrainingContext, options: ImageTrainingOptions): ImageTraining {
  const { model, table, encoding, backend, random } = context;
  const settings = validate(imageTrainingSchema, options, 'Training of an image model');
  if (model.train) return model.train(context, options);
  const { updates, batchSize, beta, freeBits } = settings;
  const warm = Math.max(1, settings.warmUp * updates);
  const next = minibatches(table, { ...context, batchSize });
  const weights = Object.values(model.variables);
  const optimiser = stableStep({
    variables: weights,
    learningRate: settings.learningRate,
    weightDecay: settings.weightDecay,
    beta1: 0.9,
    beta2: 0.99,
    cosineOver: updates,
  });
  const averages = createAverages(model.variables, settings.average);
  const done = tf.tidy(() => tf.variable(tf.scalar(0), false)) as tf.Variable<tf.Rank.R0>;

  const step = backend.compile((x: tf.Tensor, parents: tf.Tensor) => {
    const report: Record<string, tf.Scalar> = {};
    const risen = tf.minimum(1, tf.add(done, 1).div(warm)) as tf.Scalar;
    const { grads } = tf.variableGrads(() => {
      const elbo = negativeElbo(
        model,
        x as tf.Tensor4D,
        parents as tf.Tensor2D,
        { random, temperature: 1 },
        {
          beta: risen.mul(beta) as tf.Scalar,
          freeBits: tf.where(risen.less(1), tf.scalar(freeBits), tf.scalar(0)) as tf.Scalar,
        },
      );
      report.nll = tf.keep(elbo.nll);
      for (const [i, level] of model.levels.entries()) report[`kl.${level}`] = tf.keep(elbo.kl[i]!);
      return elbo.loss;
    }, weights);
    Object.assign(report, optimiser.apply(weights.map(({ name }) => grads[name] ?? null)));
    averages.update(done);
    done.assign(done.add(1));
    return report;
  });

  const state = {
    ...Object.fromEntries(Object.entries(averages.variables).map(([name, one]) => [`average.${name}`, one])),
    ...Object.fromEntries(Object.entries(optimiser.state).map(([name, one]) => [`training.${name}`, one])),
    'training.step': done,
  };
  return {
    variables: {
      ...Object.fromEntries(Object.entries(model.variables).map(([name, one]) => [`model.${name}`, one])),
      ...state,
    },
    settings,
    update: updateAt(done, [step], (updates) => {
      const { pixels, attributes } = next(updates);
      return [
        toTensor(pixels, table.shape),
        tf.tensor2d(encoding.encode(attributes), [batchSize, encoding.width]),
      ];
    }),
    swapAverages: () => averages.swap(),
    dispose() {
      for (const variable of Object.values(state)) variable.dispose();
    },
  };
}
