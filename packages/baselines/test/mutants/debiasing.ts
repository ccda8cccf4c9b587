import { crossEntropies, crossEntropy } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { cosines, pairMean, pairsOf } from '../../src/debiasing/pairs.ts';
import { average, environmentsOf, membership } from '../../src/environments.ts';
import { groupRows } from '../../src/groups.ts';
import { type Mutant, mean, mutant } from './mutant.ts';

/** Mistakes in heads, priors and pairs. */
export const debiasing: readonly Mutant[] = [
  mutant('bias-balance', 'P(z | y) in place of P(y | z)', ({ data, task }) => {
    const set = data.set('train');
    const { counts } = groupRows(set, task, 'group', 'bias-balance');
    const rows = groupRows(set, task, 'y', 'bias-balance').counts;
    const each = counts.length / 3;
    const prior = Array.from({ length: each }, (_, z) =>
      [0, 1, 2].map((y) => Math.log(counts[y * each + z]! / rows[y]! + 1e-9)),
    );
    return {
      objective({ batch, encode, losses }) {
        const code = tf.mod(tf.maximum(batch.group, 0), tf.scalar(each, 'int32')) as tf.Tensor1D;
        const own = tf.matMul(membership(code, each), tf.tensor2d(prior));
        return crossEntropy(tf.add(losses(encode(), 0).logits, own), batch.y);
      },
    };
  }),
  mutant('end', 'the absolute value of a sum', ({ task }, { alpha, beta }, network) => {
    const environments = environmentsOf(task, 'each', 'end');
    return {
      objective({ batch, encode, losses }) {
        const encoded = encode();
        const gram = cosines(network.features(encoded, 0, true));
        const pairs = environments.map((own) => pairsOf(batch, 3, own));
        return tf.addN([
          mean(losses(encoded, 0).losses),
          tf.mul(average(pairs.map(({ sameZ }) => tf.abs(pairMean(gram, sameZ)))), alpha!),
          tf.mul(
            average(
              pairs.map(({ sameY, otherZ }) =>
                pairMean(tf.sub(1, gram) as tf.Tensor2D, tf.mul(sameY, otherZ)),
              ),
            ),
            beta!,
          ),
        ]) as tf.Scalar;
      },
    };
  }),
  mutant('fairkl', 'variances over matrices filled up with zeros', ({ task }, options, network) => {
    const environments = environmentsOf(task, 'each', 'fairkl');
    return {
      objective({ batch, encode, losses }) {
        const encoded = encode();
        const gram = cosines(network.features(encoded, 0, true));
        const terms = environments.map((own) => {
          const { sameY, otherY, sameZ, otherZ } = pairsOf(batch, 3, own);
          const moments = (mask: tf.Tensor) => {
            const filled = tf.mul(gram, mask);
            return { centre: pairMean(gram, mask), variance: tf.moments(filled).variance };
          };
          const kl = (who: tf.Tensor2D) => {
            const [p, q] = [moments(tf.mul(who, sameZ)), moments(tf.mul(who, otherZ))];
            const far = tf.square(tf.sub(p.centre, q.centre));
            const ratio = tf.div(tf.add(p.variance, far), q.variance);
            return tf.mul(tf.sub(tf.sub(ratio, tf.log(tf.div(p.variance, q.variance))), 1), 0.5);
          };
          return tf.add(kl(sameY), kl(otherY)) as tf.Scalar;
        });
        const { sameY, otherY } = pairsOf(batch, 3, environments[0]!);
        const exps = tf.exp(tf.div(gram, options.temperature!));
        const below = tf.add(
          tf.mul(exps, Math.exp(-options.epsilon!)),
          tf.sum(tf.mul(exps, otherY), 1, true),
        );
        const each = tf.div(tf.sum(tf.mul(tf.log(tf.div(below, exps)), sameY), 1), tf.sum(sameY, 1));
        return tf.addN([
          mean(losses(encoded, 0).losses),
          tf.mul(mean(each), options.contrast!),
          tf.mul(average(terms), options.penalty!),
        ]) as tf.Scalar;
      },
    };
  }),
  mutant('domain-independent', 'every head learns every row', (_, { environments }, network) => {
    const head = (shape: number[]) => tf.variable(tf.randomNormal(shape));
    const heads = String(environments) === 'joint' ? 6 : 5;
    const more = Array.from({ length: heads - 1 }, () => [head([2, 3]), head([3])]).flat();
    return {
      variables: { domains: more },
      objective({ batch, encode }) {
        const features = network.features(encode(), 0, true);
        const logits = Array.from(
          { length: heads - 1 },
          (_none, h) =>
            tf.add(tf.matMul(features, more[2 * h] as tf.Tensor2D), more[2 * h + 1]!) as tf.Tensor2D,
        );
        return average(
          [network.logits(features, 0), ...logits].map((one) => mean(crossEntropies(one, batch.y))),
        );
      },
    };
  }),
];
