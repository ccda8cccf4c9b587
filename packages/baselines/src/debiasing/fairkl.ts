import { defineMethod, detach, option, shapedNetwork, shapeOf, space, supervised } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { average, environmentsOf, environmentsSchema } from '../environments.ts';
import { networkSchema } from '../network.ts';
import { classesOf } from '../refusals.ts';
import { cosines, type Pairs, pairMean, pairsOf } from './pairs.ts';

const schema = networkSchema.extend({
  contrast: option(z.number().nonnegative(), {
    default: 1,
    description: 'Weight of the contrastive term.',
    space: space.logUniform(0.01, 1),
  }),
  penalty: option(z.number().nonnegative(), {
    default: 1,
    description: 'Weight λ of the divergence between aligned and conflicting pairs.',
    space: space.logUniform(0.1, 100),
  }),
  temperature: option(z.number().positive(), {
    default: 0.1,
    description: 'Temperature of the cosines in the contrastive term.',
    space: space.choice(0.07, 0.1, 0.5),
  }),
  epsilon: option(z.number().nonnegative(), {
    default: 0,
    description: 'Margin ε by which positives shall exceed negatives, in units of the divided cosines.',
    space: space.choice(0, 0.25, 0.5),
  }),
  detachHead: option(z.boolean(), {
    default: true,
    description:
      'Whether the head learns from features as they are, or teaches the encoder, too (published: not).',
    space: space.choice(true, false),
  }),
  environments: environmentsSchema,
});

/**
 * ε-SupInfoNCE with FairKL (Barbano et al., ICLR 2023, equations 10 and 14) on unit features: positives of each row stand
 * out from its negatives by ε, and cosines with rows of the same value of the confounder ("aligned") are distributed as
 * those with others ("conflicting"): the KL divergence of Gaussians with their means and variances, for rows of the same
 * class and of other classes. One view of each image. A small variance is kept above 1e-4.
 *
 * The authors' code takes standard deviations over matrices in which all other pairs are zeros; these are of the pairs.
 */
export const fairkl = defineMethod({
  name: 'fairkl',
  summary: 'Learns y by contrast; distances shall not tell who shares a confounder.',
  source: 'Barbano et al., ICLR 2023, equations 10 and 14',
  needs: { train: ['y', 'z'] },
  options: schema,
  create(context, options) {
    const { task } = context;
    const { classes } = classesOf(task, 'fairkl');
    const environments = environmentsOf(task, options.environments, 'fairkl');
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    return supervised(context, network, {
      sampling: options.sampling ?? 'uniform',
      objective({ batch, encode, losses, log }) {
        const encoded = encode();
        const risk = tf.mean(losses(options.detachHead ? detach(encoded) : encoded, 0).losses);
        const gram = cosines(network.features(encoded, 0, true));
        const pairs = environments.map((own) => pairsOf(batch, classes, own));
        const contrast = supInfoNce(gram, pairs[0]!, options);
        const penalty = average(pairs.map((own) => fairness(gram, own)));
        log('loss.contrast', contrast);
        log('penalty', penalty);
        return tf.addN([
          risk,
          tf.mul(contrast, options.contrast),
          tf.mul(penalty, options.penalty),
        ]) as tf.Scalar;
      },
      settings: { ...options, ...shape },
    });
  },
});

/** Mean over rows of the mean over their positives of −log(e^s⁺ / (e^(s⁺ − ε) + Σ_negatives e^s⁻)). */
function supInfoNce(
  gram: tf.Tensor2D,
  { sameY, otherY }: Pairs,
  { temperature, epsilon }: z.output<typeof schema>,
): tf.Scalar {
  // No cosine exceeds 1, so this keeps every exponent at or below 0.
  const scores = tf.div(tf.sub(gram, 1), temperature);
  const exps = tf.exp(scores);
  const negatives = tf.sum(tf.mul(exps, otherY), 1, true);
  const normaliser = tf.add(tf.mul(exps, Math.exp(-epsilon)), negatives);
  const terms = tf.sub(tf.log(tf.maximum(normaliser, 1e-30)), scores);
  const positives = tf.sum(sameY, 1);
  return tf.mean(tf.div(tf.sum(tf.mul(terms, sameY), 1), tf.maximum(positives, 1))) as tf.Scalar;
}

/** The divergence of aligned from conflicting pairs, within classes and between them. */
function fairness(gram: tf.Tensor2D, { sameY, otherY, sameZ, otherZ }: Pairs): tf.Scalar {
  const of = (who: tf.Tensor2D) => divergence(gram, tf.mul(who, sameZ), tf.mul(who, otherZ));
  return tf.add(of(sameY), of(otherY)) as tf.Scalar;
}

/** KL(N(μ_a, σ_a²) ‖ N(μ_b, σ_b²)) of the values of two kinds of pairs; 0 where one kind has none. */
function divergence(values: tf.Tensor2D, a: tf.Tensor, b: tf.Tensor): tf.Scalar {
  const moments = (mask: tf.Tensor) => {
    const mean = pairMean(values, mask);
    const variance = pairMean(tf.square(tf.sub(values, mean)) as tf.Tensor2D, mask);
    return { mean, variance: tf.maximum(variance, 1e-4) };
  };
  const [p, q] = [moments(a), moments(b)];
  const ratio = tf.div(tf.add(p.variance, tf.square(tf.sub(p.mean, q.mean))), q.variance);
  const value = tf.mul(tf.sub(tf.sub(ratio, tf.log(tf.div(p.variance, q.variance))), 1), 0.5);
  const both = tf.mul(tf.minimum(tf.sum(a), 1), tf.minimum(tf.sum(b), 1));
  return tf.mul(value, both) as tf.Scalar;
}

declare module '@mimmx/core' {
  interface MethodOptions {
    fairkl: z.input<typeof schema>;
  }
}
