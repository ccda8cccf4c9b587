import {
  batchAccuracy,
  createNetwork,
  createOptimiser,
  crossEntropies,
  defineMethod,
  detach,
  option,
  shapedNetwork,
  shapeOf,
  space,
  supervised,
} from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { membership } from '../environments.ts';
import { networkSchema } from '../network.ts';
import { holding } from '../phases.ts';
import { classesOf } from '../refusals.ts';
import { partsOfBatch, withSecondBatch } from './second-batch.ts';

const schema = networkSchema.extend({
  lambda: option(z.number().nonnegative(), {
    default: 1,
    description: 'Weight of the term that keeps the two groups of the discoverer equally large.',
    space: space.logUniform(0.1, 10),
  }),
});

/** As in the authors' code: keeps logarithms and quotients finite. */
const EPSILON = 1e-6;

/** What two soft groups of the rows of each class come to, [classes] each. */
export interface SoftGroups {
  /** Mean probability of the right class in each group. */
  readonly inside: tf.Tensor1D;
  readonly outside: tf.Tensor1D;
  /** Mean membership. */
  readonly share: tf.Tensor1D;
  /** 1 for classes with a row. */
  readonly present: tf.Tensor1D;
}

/**
 * Compares the two groups of each class.
 *
 * @param member one column for each class, 1 in the row's own, [batch, classes]
 * @param soft membership of the first group, [batch] in 0 … 1
 * @param right probability of the row's class, [batch]
 */
export function softGroups(member: tf.Tensor2D, soft: tf.Tensor1D, right: tf.Tensor1D): SoftGroups {
  const sumOf = (values: tf.Tensor) =>
    tf.matMul(tf.expandDims(values, 0) as tf.Tensor2D, member).squeeze([0]) as tf.Tensor1D;
  const counts = tf.sum(member, 0);
  const [sum, rest] = [sumOf(soft), sumOf(tf.sub(1, soft))];
  return {
    inside: tf.div(sumOf(tf.mul(soft, right)), tf.add(sum, EPSILON)) as tf.Tensor1D,
    outside: tf.div(sumOf(tf.mul(tf.sub(1, soft), right)), tf.add(rest, EPSILON)) as tf.Tensor1D,
    share: tf.div(sum, tf.maximum(counts, 1)) as tf.Tensor1D,
    present: tf.cast(tf.greater(counts, 0), 'float32') as tf.Tensor1D,
  };
}

/**
 * DebiAN (Li, Hoogs & Xu, ECCV 2022, equations 1 to 4): a discoverer parts the rows of each class in two soft groups between
 * which the classifier's probability of the right class differs most, on rows of its own; the classifier counts rows of the
 * group in which it does worse up to twice. No confounder is told. Every class has an output of the discoverer.
 */
export const debian = defineMethod({
  name: 'debian',
  summary: 'Looks for the groups that it is unfair to with a second network, and counts these up to twice.',
  source: 'Li, Hoogs & Xu, ECCV 2022, equations 1 to 4',
  needs: { train: ['y'] },
  options: schema,
  create(context, options) {
    const { task, random, parts, data, optimiser } = context;
    const { classes } = classesOf(task, 'debian');
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    const discoverer = createNetwork({
      task,
      encoder: (width) => parts.encoder(width),
      primaryWidth: shape.primaryWidth,
      confounderWidths: [],
      headHidden: shape.headHidden,
      standardise: shape.standardise,
      microBatch: context.optimiser.microBatch,
      random,
    });
    const set = data.set('train');
    const sampling = options.sampling ?? 'uniform';
    const source = withSecondBatch(data.batches(set, sampling), data.batches(set, sampling));
    const { batchSize } = optimiser;
    const variables = [...discoverer.encoderVariables, ...discoverer.headVariables];
    const player = { variables, optimiser: createOptimiser(optimiser, variables) };

    /** Soft group of each row by the output of its class. */
    const groupOf = (x: tf.Tensor, member: tf.Tensor2D): tf.Tensor1D => {
      const logits = discoverer.logits(discoverer.features(discoverer.encode(x, true), 0, true), 0);
      return tf.sum(tf.mul(tf.sigmoid(logits), member), 1) as tf.Tensor1D;
    };
    const logitsOf = (x: tf.Tensor) => network.logits(network.features(network.encode(x, true), 0, true), 0);
    const mean = (values: tf.Tensor, present: tf.Tensor1D): tf.Scalar =>
      tf.div(tf.sum(tf.mul(values, present)), tf.maximum(tf.sum(present), 1)) as tf.Scalar;

    const method = supervised(context, network, {
      sampling: source,
      objective({ batch, log }) {
        const [own, other] = partsOfBatch(batch, batchSize);
        const member = membership(own.y, classes);
        const logits = logitsOf(own.x);
        const losses = crossEntropies(logits, own.y);
        const soft = detach(groupOf(own.x, member));
        const groups = softGroups(member, soft, detach(tf.exp(tf.neg(losses))) as tf.Tensor1D);
        // The first group counts where the classifier does no better in it, else the other.
        const first = tf.cast(tf.lessEqual(groups.inside, groups.outside), 'float32') as tf.Tensor1D;
        const chosen = tf.sum(tf.mul(member, first), 1);
        const side = tf.add(tf.mul(chosen, soft), tf.mul(tf.sub(1, chosen), tf.sub(1, soft)));
        const risk = tf.mean(tf.mul(losses, tf.add(1, detach(side)))) as tf.Scalar;

        const members = membership(other.y, classes);
        const right = detach(tf.exp(tf.neg(crossEntropies(logitsOf(other.x), other.y)))) as tf.Tensor1D;
        const found = softGroups(members, groupOf(other.x, members), right);
        const gap = tf.neg(tf.log(tf.add(tf.abs(tf.sub(found.inside, found.outside)), EPSILON)));
        const balance = tf.neg(tf.log(tf.sub(1 + EPSILON, tf.abs(tf.sub(tf.mul(found.share, 2), 1)))));
        const sought = tf.add(mean(gap, found.present), tf.mul(mean(balance, found.present), options.lambda));
        log('loss.discoverer', sought as tf.Scalar);
        log(`loss.${task.y.name}`, tf.mean(losses) as tf.Scalar);
        log('accuracy', batchAccuracy(logits, own.y));
        return tf.add(risk, sought) as tf.Scalar;
      },
      players: { discoverer: player },
      state: { discovererAverages: discoverer.state },
      settings: { ...shape, lambda: options.lambda, sampling },
    });
    return holding(method, discoverer);
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    debian: z.input<typeof schema>;
  }
}
