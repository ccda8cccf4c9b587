import {
  batchAccuracy,
  createHead,
  crossEntropies,
  defineMethod,
  shapedNetwork,
  shapeOf,
  supervised,
} from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import type { z } from 'zod';
import { average, environmentsOf, environmentsSchema } from '../environments.ts';
import { networkSchema } from '../network.ts';
import { classesOf } from '../refusals.ts';

const schema = networkSchema.extend({
  environments: environmentsSchema,
});

/**
 * Domain-independent training (Wang et al., CVPR 2020, section 4.4): a head of y for each value of the confounder, trained
 * on the rows of that value alone, over one encoder. The prediction needs no confounder: the mean of all heads' logits,
 * whose largest is that of their sum (the authors' rule). A row whose confounder is missing trains all heads a little.
 */
export const domainIndependent = defineMethod({
  name: 'domain-independent',
  summary: 'Learns y with a head for each value of a confounder, and predicts with all of them.',
  source: 'Wang et al., CVPR 2020, section 4.4',
  needs: { train: ['y', 'z'] },
  options: schema,
  create(context, options) {
    const { task, random } = context;
    const { classes } = classesOf(task, 'domain-independent');
    const environments = environmentsOf(task, options.environments, 'domain-independent');
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    const total = environments.reduce((sum, { count }) => sum + count, 0);
    // The network's own head is that of the first value.
    const more = Array.from({ length: total - 1 }, () =>
      createHead(shape.primaryWidth, classes, random, shape.headHidden),
    );
    const heads = [
      (features: tf.Tensor2D) => network.logits(features, 0),
      ...more.map((head) => (features: tf.Tensor2D) => head.apply(features)),
    ];
    const first = environments.map((_, i) =>
      environments.slice(0, i).reduce((sum, { count }) => sum + count, 0),
    );
    /** The mean over confounders of the mean over values. */
    const together = (logits: readonly tf.Tensor[]) =>
      average(
        environments.map(({ count }, i) =>
          average(logits.slice(first[i]!, first[i]! + count) as tf.Scalar[]),
        ),
      ) as tf.Tensor as tf.Tensor2D;
    const method = supervised(context, network, {
      sampling: options.sampling ?? 'uniform',
      variables: { domains: more.flatMap((head) => head.variables) },
      objective({ batch, encode, log }) {
        const features = network.features(encode(), 0, true);
        const logits = heads.map((head) => head(features));
        const rows = tf.stack(
          logits.map((one) => crossEntropies(one, batch.y)),
          1,
        );
        const loss = average(
          environments.map((own, i) => {
            const member = own.member(batch);
            const nowhere = tf.sub(1, tf.sum(member, 1, true));
            const share = tf.add(member, tf.div(nowhere, own.count));
            const ours = tf.slice(rows, [0, first[i]!], [batch.y.shape[0], own.count]);
            return tf.mean(tf.sum(tf.mul(ours, share), 1)) as tf.Scalar;
          }),
        );
        log(`loss.${task.y.name}`, loss);
        log('accuracy', batchAccuracy(together(logits), batch.y));
        return loss;
      },
      settings: { ...options, ...shape, heads: total },
    });
    return {
      ...method,
      read(x) {
        const features = network.features(network.encode(x, false), 0, false);
        return { prediction: tf.softmax(together(heads.map((head) => head(features)))), features };
      },
    };
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    'domain-independent': z.input<typeof schema>;
  }
}
