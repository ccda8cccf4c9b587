import {
  type Method,
  type MethodContext,
  option,
  type SupervisedSettings,
  shapedNetwork,
  space,
  supervised,
} from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { createPhases, named } from '../phases.ts';
import { createClassReader } from './error-set.ts';

/** How much of a run goes to a first network that is only asked what it predicts. */
export const firstShareOption = (description: string) =>
  option(z.number().gt(0).lt(1), { default: 0.5, description, space: space.uniform(0.2, 0.8) });

/** What is kept of the first network for each training row, in a variable, so that a resumed run goes on with it. */
export interface Kept {
  /** Name of the variable. */
  readonly name: string;
  readonly dtype: 'float32' | 'int32';
  /** Before the first network is asked. */
  readonly initial: number;
  /** From the classes of the rows and the ones that the first network predicts. */
  of(y: Int32Array, predicted: Int32Array): Float32Array | Int32Array;
  /** How rows are drawn for the second network, by what was kept: a weight for each. */
  weights(kept: Float32Array | Int32Array, y: Int32Array): Float32Array;
}

export interface SecondNetworkSettings {
  readonly firstShare: number;
  readonly sampling: NonNullable<SupervisedSettings['sampling']>;
  readonly shape: Parameters<typeof shapedNetwork>[1];
  readonly kept: Kept;
  /** Objective of the second network, which may look up what was kept; the loss of y if absent. */
  readonly objective?: (kept: tf.Variable<tf.Rank.R1>) => NonNullable<SupervisedSettings['objective']>;
  /** What the record shows beside shape, first updates and sampling. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/**
 * Two networks, one after the other: the first learns y for a share of the updates and predicts every training row, and a new
 * one is trained from its own first weights on what follows from that. The second is the one that is read.
 */
export function secondNetwork(context: MethodContext, given: SecondNetworkSettings): Method {
  const { optimiser, data } = context;
  const { shape, kept, sampling } = given;
  const first = Math.min(
    Math.max(Math.round(given.firstShare * optimiser.updates), 1),
    Math.max(optimiser.updates - 1, 1),
  );
  const set = data.set('train');
  const rows = set.rows.length;
  const network = shapedNetwork(context, shape, 'none');
  const identifier = shapedNetwork(context, shape, 'none');
  const memory = tf.tidy(() =>
    tf.variable(tf.fill([rows], kept.initial, kept.dtype), false),
  ) as tf.Variable<tf.Rank.R1>;
  const part = (updates: number) => ({ ...context, optimiser: { ...optimiser, updates } });

  const identifying = supervised(part(first), identifier, { sampling, set });
  const source = data.batches(set, new Float32Array(rows).fill(1));
  const objective = given.objective?.(memory);
  const training = supervised(part(optimiser.updates - first), network, {
    sampling: source,
    ...(objective ? { objective } : {}),
  });
  const predicted = createClassReader(context, identifying.read);
  const phases = createPhases([
    { updates: first, update: identifying.update },
    {
      updates: optimiser.updates - first,
      async begin() {
        const found = kept.of(set.y, await predicted(set));
        tf.tidy(() => memory.assign(tf.tensor1d(found, kept.dtype)));
      },
      async enter() {
        const found = (await memory.data()) as Float32Array | Int32Array;
        source.reweigh(kept.weights(found, set.y));
      },
      update: training.update,
    },
  ]);

  return {
    ...training,
    settings: { ...shape, firstUpdates: first, ...given.settings, sampling },
    variables: {
      ...training.variables,
      ...named('identifier', identifying.variables),
      [kept.name]: memory,
      clock: phases.clock,
    },
    readableAfter: first + 1,
    update: phases.update,
    dispose() {
      identifying.dispose();
      training.dispose();
      tf.dispose([memory, phases.clock]);
    },
  };
}
