import * as tf from '@tensorflow/tfjs';
import {
  type Batch,
  disposeBatch,
  type Method,
  type MethodContext,
  type Sampling,
} from '../contracts/index.ts';
import { encoderAdam } from '../tensor/adam.ts';
import { batchAccuracy } from './losses.ts';
import { readMetrics } from './metrics.ts';
import type { Network } from './network.ts';
import { readout } from './readout.ts';

export interface SupervisedSettings {
  readonly sampling: Sampling;
  readonly trainsOn: Method['trainsOn'];
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** Names variables by their place, which is the same each time a method is built. */
export const nameVariables = (
  groups: Readonly<Record<string, readonly tf.Variable[]>>,
): Readonly<Record<string, tf.Variable>> =>
  Object.fromEntries(
    Object.entries(groups).flatMap(([group, variables]) =>
      variables.map((variable, i) => [`${group}.${i}`, variable] as const),
    ),
  );

/**
 * The method that lowers the mean of the heads' losses and nothing else. With a network of y alone this is empirical
 * risk minimisation; with confounders, multi-task learning.
 */
export function supervised(context: MethodContext, network: Network, options: SupervisedSettings): Method {
  const { optimiser, task, backend } = context;
  const variables = [...network.encoderVariables, ...network.headVariables];
  const optimizer = encoderAdam(optimiser, variables);
  const factors = network.slices.widths.length;

  const step = backend.compile((x: tf.Tensor, y: tf.Tensor, z: tf.Tensor[], known: tf.Tensor[]) => {
    const batch = { x, y, z, known } as Batch;
    const metrics: Record<string, tf.Scalar> = {};
    const loss = optimizer.minimize(() => {
      const encoded = network.encode(batch.x, true);
      const terms = Array.from({ length: factors }, (_, i) => network.loss(encoded, batch, i));
      for (const [i, term] of terms.entries())
        metrics[`loss.${i === 0 ? task.y.name : task.z[i - 1]!.name}`] = tf.keep(term.loss);
      metrics.accuracy = tf.keep(batchAccuracy(terms[0]!.logits, batch.y));
      return tf.div(tf.addN(terms.map((term) => term.loss)), factors) as tf.Scalar;
    });
    return { loss, ...metrics };
  });

  return {
    sampling: options.sampling,
    trainsOn: options.trainsOn,
    settings: { primaryWidth: network.slices.widths[0], ...options.settings },
    variables: nameVariables({
      encoder: network.encoderVariables,
      heads: network.headVariables,
      averages: network.state,
      optimiser: optimizer.state,
    }),
    async update(batches) {
      const batch = await batches.next();
      const metrics = await step(batch.x, batch.y, [...batch.z], [...batch.known]);
      disposeBatch(batch);
      return readMetrics(metrics);
    },
    ...readout(network, task, backend),
    dispose() {
      network.dispose();
      for (const variable of optimizer.state) variable.dispose();
    },
  };
}
