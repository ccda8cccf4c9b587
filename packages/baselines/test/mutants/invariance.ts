import { detach, meanLoss } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { average, environmentMeans, environmentRisk, environmentsOf } from '../../src/environments.ts';
import { createAnneal } from '../../src/invariance/anneal.ts';
import { meanDifference, meanSquaredDistance } from '../../src/invariance/cells.ts';
import { residuals } from '../../src/invariance/residuals.ts';
import { type Mutant, mean, mutant } from './mutant.ts';

const irm = (
  mistake: string,
  slopesOf: (logits: tf.Tensor2D, y: tf.Tensor1D, residual: tf.Tensor2D) => tf.Tensor1D,
  power: (slope: tf.Tensor1D) => tf.Tensor1D = (slope) => tf.square(slope),
) =>
  mutant('irm', mistake, ({ task, optimiser }, { penalty, anneal }) => {
    const environments = environmentsOf(task, 'each', 'irm');
    const annealed = createAnneal(1, penalty!, anneal!, optimiser.updates);
    return {
      state: { anneal: annealed.state },
      objective({ batch, encode, losses }) {
        const { losses: rows, logits } = losses(encode(), 0);
        const slopes = slopesOf(logits, batch.y, residuals(task.y, logits, batch.y));
        const members = environments.map((own) => own.member(batch));
        return annealed.combine(
          average(members.map((member) => environmentRisk(rows, member))),
          average(
            members.map((member) => {
              const { means, present } = environmentMeans(slopes, member);
              return meanLoss(power(means), present);
            }),
          ),
        );
      },
    };
  });

/** Mistakes in penalties over environments. */
export const invariance: readonly Mutant[] = [
  irm('the penalty is not centred at the right class', (logits) =>
    tf.sum(tf.mul(tf.softmax(logits), logits), 1),
  ),
  irm(
    'the slope is not squared',
    (logits, _, residual) => tf.sum(tf.mul(residual, logits), 1),
    (slope) => tf.abs(slope),
  ),
  irm('the slope is taken for a constant', (logits, _, residual) =>
    detach(tf.sum(tf.mul(residual, logits), 1) as tf.Tensor1D),
  ),
  mutant('vrex', 'variance with n − 1', ({ task, optimiser }, { penalty, anneal }) => {
    const environments = environmentsOf(task, 'each', 'vrex');
    const annealed = createAnneal(1, penalty!, anneal!, optimiser.updates);
    return {
      state: { anneal: annealed.state },
      objective({ batch, encode, losses }) {
        const rows = losses(encode(), 0).losses;
        const members = environments.map((own) => own.member(batch));
        const spread = members.map((member) => {
          const { means, present } = environmentMeans(rows, member);
          const centred = tf.square(tf.sub(means, meanLoss(means, present)));
          const fewer = tf.maximum(tf.sub(tf.sum(present), 1), 1);
          return tf.div(tf.sum(tf.mul(centred, present)), fewer) as tf.Scalar;
        });
        return annealed.combine(
          average(members.map((member) => environmentRisk(rows, member))),
          average(spread),
        );
      },
    };
  }),
  mutant('coral', 'covariances divided by n', ({ task }, { penalty }, network) => {
    const environments = environmentsOf(task, 'each', 'coral');
    return {
      objective({ batch, encode, losses }) {
        const encoded = encode();
        const features = network.features(encoded, 0, true);
        const terms = environments.map((own) => {
          const columns = tf.split(own.member(batch), own.count, 1);
          const moments = columns.map((column) => {
            const rows = tf.maximum(tf.sum(column), 1);
            const centre = tf.div(tf.sum(tf.mul(features, column), 0, true), rows);
            const centred = tf.mul(tf.sub(features, centre), column) as tf.Tensor2D;
            const covariance = tf.div(tf.matMul(centred, centred, true), rows);
            return tf.concat([tf.div(centre.flatten(), Math.SQRT2), tf.div(covariance.flatten(), 2)]);
          });
          const there = tf.concat(columns.map((column) => tf.greater(tf.sum(column), 1.5).reshape([1])));
          return meanSquaredDistance(
            tf.stack(moments) as tf.Tensor2D,
            tf.cast(there, 'float32') as tf.Tensor1D,
          );
        });
        return tf.add(mean(losses(encoded, 0).losses), tf.mul(meanDifference(terms), penalty!)) as tf.Scalar;
      },
    };
  }),
  mutant('mmd', 'without the cross term', ({ task }, { penalty, gammas }, network) => {
    const environments = environmentsOf(task, 'each', 'mmd');
    return {
      objective({ batch, encode, losses }) {
        const encoded = encode();
        const features = network.features(encoded, 0, true);
        const squares = tf.sum(tf.square(tf.sub(tf.expandDims(features, 0), tf.expandDims(features, 1))), 2);
        const kernel = tf.addN(
          (gammas as unknown as number[]).map((gamma) => tf.exp(tf.mul(squares, -gamma))),
        ) as tf.Tensor2D;
        const terms = environments.map((own) => {
          const member = own.member(batch);
          const shares = tf.div(member, tf.maximum(tf.sum(member, 0), 1)) as tf.Tensor2D;
          const means = tf.matMul(shares, tf.matMul(kernel, shares), true);
          const inside = tf.sum(tf.mul(means, tf.eye(own.count)));
          return tf.div(tf.mul(inside, 2), own.count) as tf.Scalar;
        });
        return tf.add(mean(losses(encoded, 0).losses), tf.mul(average(terms), penalty!)) as tf.Scalar;
      },
    };
  }),
  mutant('fishr', 'second moments in place of variances', ({ task, optimiser }, options, network) => {
    const environments = environmentsOf(task, 'each', 'fishr');
    const annealed = createAnneal(0, options.penalty!, options.anneal!, optimiser.updates);
    const averages = environments.map(({ count }) => tf.variable(tf.zeros([count, 9]), false));
    return {
      state: { anneal: annealed.state, variances: averages },
      objective({ batch, encode, losses }) {
        const encoded = encode();
        const features = network.features(encoded, 0, true);
        const residual = residuals(task.y, network.logits(features, 0), batch.y);
        const inputs = tf.concat([features, tf.ones([batch.y.shape[0], 1])], 1);
        const gradients = tf.mul(tf.expandDims(inputs, 2), tf.expandDims(residual, 1)).reshape([-1, 9]);
        const terms = environments.map((own, i) => {
          const member = own.member(batch);
          const counts = tf.expandDims(tf.sum(member, 0), 1);
          const present = tf.cast(tf.greater(counts, 1.5), 'float32');
          const now = tf.div(
            tf.matMul(member, tf.square(gradients) as tf.Tensor2D, true),
            tf.maximum(counts, 1),
          );
          const next = tf.add(tf.mul(averages[i]!, options.ema!), tf.mul(now, 1 - options.ema!));
          averages[i]!.assign(
            detach(tf.add(tf.mul(next, present), tf.mul(averages[i]!, tf.sub(1, present)))) as tf.Tensor2D,
          );
          const value = tf.div(next, 1 - options.ema!);
          const centre = tf.div(tf.sum(tf.mul(value, present), 0, true), tf.sum(present));
          return meanLoss(
            tf.mean(tf.square(tf.sub(value, centre)), 1) as tf.Tensor1D,
            present.squeeze([1]) as tf.Tensor1D,
          );
        });
        return annealed.combine(mean(losses(encoded, 0).losses), average(terms));
      },
    };
  }),
];
