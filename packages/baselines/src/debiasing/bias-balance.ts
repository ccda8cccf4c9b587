import {
  type Batch,
  batchAccuracy,
  crossEntropies,
  defineMethod,
  option,
  type SupervisedSettings,
  shapedNetwork,
  shapeOf,
  space,
  supervised,
} from '@mimmx/core';

import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { average, environmentsOf, environmentsSchema, membership } from '../environments.ts';
import { groupRows } from '../groups.ts';
import { networkSchema } from '../network.ts';
import { classesOf } from '../refusals.ts';
import { partsOfBatch, withSecondBatch } from '../second-network/second-batch.ts';
import { biasContrast, contrastWeights } from './bias-contrast.ts';

const schema = networkSchema.extend({
  smoothing: option(z.number().nonnegative(), {
    default: 0,
    description: 'Rows that are added to every group before P(y | z) is counted; 0 as published.',
    space: space.choice(0, 0.1, 1, 10),
  }),
  contrast: option(z.number().nonnegative(), {
    default: 0,
    description:
      'Weight of the contrast (BiasCon) against the cross-entropy; 0 leaves it out, 100 is published.',
    space: space.choice(0, 1, 10, 100),
  }),
  temperature: option(z.number().positive(), {
    default: 0.07,
    description: 'Of the contrast: its temperature.',
    space: space.choice(0.07, 0.1, 0.5),
  }),
  oversampling: option(z.number().min(1), {
    default: 10,
    description:
      'Of the contrast: how much more often rare rows are drawn at most than others of their class.',
    space: space.choice(1, 10, 100),
  }),
  environments: environmentsSchema,
});

/**
 * Bias-balanced learning (Hong & Yang, NeurIPS 2021, equation 6): the cross-entropy of logits + log P(y | z) in training,
 * and the plain logits after it. P(y | z) is counted in the training set, plus 1e-9 as in the authors' code: where a class
 * never occurs with a value, its logit loses 20.7. Of several confounders z is their combination, and that of a value
 * without any row P(y). A row whose confounder is missing has P(y), too.
 *
 * With `contrast`, equation 5 (BiasCon) beside it: on rows of their own, drawn the more often the rarer they are in their class,
 * each is brought close to those of its class with another value of z. One view of each image, where the authors have two.
 */
export const biasBalance = defineMethod({
  name: 'bias-balance',
  summary: 'Takes what a confounder says of y by frequency out of the logits.',
  source: 'Hong & Yang, NeurIPS 2021, equation 6 (BiasBal)',
  needs: { train: ['y', 'z'] },
  options: schema,
  create(context, options) {
    const { task, data } = context;
    classesOf(task, 'bias-balance');
    const set = data.set('train');
    const { counts } = groupRows(set, task, 'group', 'bias-balance');
    const priors = logPriors(counts, groupRows(set, task, 'y', 'bias-balance').counts, options.smoothing);
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    const combinations = priors.length - 1;
    const priorsOf = (group: tf.Tensor1D) => {
      // Groups are numbered y-major: what is left is the combination of confounders. The last one is "unknown".
      const last = tf.fill(group.shape, combinations, 'int32');
      const code = tf.where(tf.less(group, 0), last, tf.mod(group, last)) as tf.Tensor1D;
      return tf.matMul(membership(code, combinations + 1), tf.tensor2d(priors));
    };
    const risk = (logits: tf.Tensor2D, { y, group }: Batch) =>
      tf.mean(crossEntropies(tf.add(logits, priorsOf(group)), y)) as tf.Scalar;
    const settings = { ...options, ...shape, combinations };
    const sampling = options.sampling ?? 'uniform';
    if (options.contrast === 0) {
      const objective: SupervisedSettings['objective'] = ({ batch, encode, losses }) =>
        risk(losses(encode(), 0).logits, batch);
      return supervised(context, network, { sampling, objective, settings });
    }

    const { classes } = classesOf(task, 'bias-balance');
    const environments = environmentsOf(task, options.environments, 'bias-balance');
    const rare = contrastWeights(groupRows(set, task, 'group', 'bias-balance'), set.y, options.oversampling);
    return supervised(context, network, {
      sampling: withSecondBatch(data.batches(set, sampling), data.batches(set, rare)),
      objective({ batch, log }) {
        const [own, other] = partsOfBatch(batch, context.optimiser.batchSize);
        const featuresOf = (x: tf.Tensor) => network.features(network.encode(x, true), 0, true);
        const logits = network.logits(featuresOf(own.x), 0);
        const features = featuresOf(other.x);
        const contrast = average(
          environments.map((by) => biasContrast(features, other, classes, by, options.temperature)),
        );
        log('loss.contrast', contrast);
        log(`loss.${task.y.name}`, tf.mean(crossEntropies(logits, own.y)) as tf.Scalar);
        log('accuracy', batchAccuracy(logits, own.y));
        return tf.add(risk(logits, own), tf.mul(contrast, options.contrast)) as tf.Scalar;
      },
      settings: { ...settings, sampling },
    });
  },
});

/** log P(y | z) for each combination of confounders, then log P(y), [combinations + 1][classes]. */
function logPriors(groups: Float32Array, classes: Float32Array, smoothing: number): number[][] {
  const combinations = groups.length / classes.length;
  const shares = (counts: number[]) => {
    const sum = counts.reduce((a, b) => a + b, 0);
    return counts.map((count) => count / sum);
  };
  const overall = shares([...classes]);
  return Array.from({ length: combinations + 1 }, (_, z) => {
    if (z === combinations) return overall;
    const own = [...classes].map((_, y) => groups[y * combinations + z]! + smoothing);
    return own.some((count) => count > 0) ? shares(own) : overall;
  }).map((row) => row.map((share) => Math.log(share + 1e-9)));
}

declare module '@mimmx/core' {
  interface MethodOptions {
    'bias-balance': z.input<typeof schema>;
  }
}
