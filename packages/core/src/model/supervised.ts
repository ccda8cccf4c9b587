import type { Batch, BatchSource, Draw, Method, MethodContext, TrainingSet } from '../contracts/index.ts';
import { createOptimiser } from '../tensor/optimiser.ts';
import type { Optimiser } from '../tensor/optimiser-form.ts';
import * as tf from '../tf/index.ts';
import { batchAccuracy, meanLoss } from './losses.ts';
import type { Network } from './network.ts';
import { readNetwork } from './read-network.ts';
import { updateOn } from './updates.ts';

/** Variables with an optimiser of their own, moved by the gradient of the same objective as the network. */
export interface Player {
  readonly variables: readonly tf.Variable[];
  /** Of these variables, in this order. */
  readonly optimiser: Optimiser;
}

/** What an objective may look at in one step. */
export interface SupervisedStep {
  readonly batch: Batch;
  readonly network: Network;
  /** Encoder output of images (those of the batch if none are given), [batch, width]; taken in training mode. */
  encode(x?: tf.Tensor): tf.Tensor2D;
  /** Losses of each row of factor i (0 = y) from the encoder's output, [batch], with its logits. */
  losses(encoded: tf.Tensor2D, i: number): { losses: tf.Tensor1D; logits: tf.Tensor2D };
  /** Adds a number to the line of this update. */
  log(name: string, value: tf.Scalar): void;
}

export interface SupervisedSettings {
  /** How batches are drawn; or a source of the method's own, e.g. one whose weights it changes. */
  readonly sampling: Draw | BatchSource;
  /** The run's training set if absent. */
  readonly set?: TrainingSet;
  /**
   * The scalar that is lowered, from losses per row. It may assign `state`. The mean of the factors' mean losses if
   * absent.
   */
  readonly objective?: (step: SupervisedStep) => tf.Scalar;
  /** Variables that are trained together with the network, by name. */
  readonly variables?: Readonly<Record<string, readonly tf.Variable[]>>;
  /** Opponents of the network (behind a gradient reversal) and other helpers, by name. */
  readonly players?: Readonly<Record<string, Player>>;
  /** Further variables to be saved with a checkpoint, by name. */
  readonly state?: Readonly<Record<string, readonly tf.Variable[]>>;
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
 * The method that lowers one objective over one network, a batch at a time. With a network of y alone and no objective
 * of its own this is empirical risk minimisation; with confounders, multi-task learning.
 *
 * @example
 * // Focal loss (Lin et al., 2017), equation 4
 * supervised(context, network, {
 *   sampling: 'uniform',
 *   objective: ({ encode, losses }) => {
 *     const { losses: rows } = losses(encode(), 0);
 *     return tf.mean(tf.mul(tf.pow(tf.sub(1, tf.exp(tf.neg(rows))), gamma), rows));
 *   },
 * });
 */
export function supervised(context: MethodContext, network: Network, options: SupervisedSettings): Method {
  const { optimiser: settings, task, backend, data } = context;
  const { objective = meanOfFactors, variables = {}, players = {}, state = {}, sampling } = options;
  const batches =
    typeof sampling === 'object' && 'next' in sampling
      ? sampling
      : data.batches(options.set ?? data.set('train'), sampling);
  const trained = [...network.encoderVariables, ...network.headVariables, ...Object.values(variables).flat()];
  const optimiser = createOptimiser(settings, trained);
  const moved: readonly Player[] = [{ variables: trained, optimiser }, ...Object.values(players)];

  const step = backend.compile((batch: Batch) => {
    const metrics: Record<string, tf.Scalar> = {};
    const { value: loss, grads } = tf.variableGrads(
      () =>
        objective({
          batch,
          network,
          encode: (x = batch.x) => network.encode(x, true),
          losses(encoded, i) {
            const found = network.losses(encoded, batch, i);
            const factor = i === 0 ? task.y : task.z[i - 1]!;
            const known = i === 0 ? undefined : batch.known[i - 1];
            metrics[`loss.${factor.name}`] ??= tf.keep(meanLoss(found.losses, known));
            if (i === 0 && factor.kind === 'categorical')
              metrics.accuracy ??= tf.keep(batchAccuracy(found.logits, batch.y));
            return found;
          },
          log(name, value) {
            metrics[name] = tf.keep(value);
          },
        }),
      moved.flatMap((player) => player.variables),
    );
    for (const player of moved)
      player.optimiser.apply(player.variables.map((variable) => grads[variable.name] ?? null));
    tf.dispose(grads);
    return { loss, ...metrics };
  });

  return {
    settings: {
      primaryWidth: network.slices.widths[0],
      sampling: batches.sampling,
      ...options.settings,
    },
    variables: nameVariables({
      encoder: network.encoderVariables,
      heads: network.headVariables,
      averages: network.state,
      ...variables,
      ...state,
      ...Object.fromEntries(
        Object.entries(players).flatMap(([name, player]) => [
          [name, player.variables],
          [`${name}Optimiser`, player.optimiser.state],
        ]),
      ),
      optimiser: optimiser.state,
    }),
    update: updateOn(batches, step),
    ...readNetwork(network, task),
    dispose() {
      network.dispose();
      for (const variable of Object.values(this.variables)) if (!variable.isDisposed) variable.dispose();
    },
  };
}

/** The mean over y and the confounders of each one's mean loss over the rows whose label is known. */
function meanOfFactors({ batch, network, encode, losses }: SupervisedStep): tf.Scalar {
  const encoded = encode();
  const factors = network.slices.widths.length;
  const terms = Array.from({ length: factors }, (_, i) =>
    meanLoss(losses(encoded, i).losses, i === 0 ? undefined : batch.known[i - 1]),
  );
  return tf.div(tf.addN(terms), factors) as tf.Scalar;
}
