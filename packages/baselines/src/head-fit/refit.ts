import {
  type Method,
  type MethodContext,
  type Network,
  type Sampling,
  supervised,
  type TrainingSet,
} from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { createPhases } from '../phases.ts';
import { createRowReader } from '../read-rows.ts';
import type { LinearHead } from './softmax-fit.ts';

/** What the last layer is fitted to. */
export interface HeadRows {
  readonly set: TrainingSet;
  /** Input of the last layer of every row of the set, [rows × width]. */
  readonly features: Float64Array;
  readonly width: number;
  /** The layer as training left it. */
  readonly head: LinearHead;
}

export interface RefitSettings {
  readonly sampling: Sampling;
  /** Rows that the network is trained on. */
  readonly train: TrainingSet;
  /** Rows that the last layer is fitted to. */
  readonly on: TrainingSet;
  readonly refit: (rows: HeadRows) => LinearHead;
  readonly settings: Readonly<Record<string, unknown>>;
}

/**
 * Training of y that gives all of the run's updates to the network, and with the last of them fits its last layer anew on the
 * host, by features read in one ordered pass.
 */
export function refitAfter(context: MethodContext, network: Network, options: RefitSettings): Method {
  const { updates } = context.optimiser;
  const method = supervised(context, network, {
    sampling: options.sampling,
    set: options.train,
    settings: options.settings,
  });
  const [weight, bias] = network.headVariables.slice(-2) as [tf.Variable, tf.Variable];
  const hidden = network.headVariables.slice(0, -2) as tf.Variable[];
  const reader = createRowReader(context, ({ x }) => {
    const features = network.features(network.encode(x, false), 0, false);
    return hidden.length === 0
      ? features
      : (tf.relu(tf.add(tf.matMul(features, hidden[0] as tf.Tensor2D), hidden[1]!)) as tf.Tensor2D);
  });
  const phases = createPhases([
    {
      updates,
      update: method.update,
      async end() {
        const { values, columns } = await reader(options.on);
        const doubles = async (variable: tf.Variable) => Float64Array.from(await variable.data());
        const fitted = options.refit({
          set: options.on,
          features: Float64Array.from(values),
          width: columns,
          head: { weight: await doubles(weight), bias: await doubles(bias) },
        });
        tf.tidy(() => {
          weight.assign(tf.tensor(Float32Array.from(fitted.weight), weight.shape));
          bias.assign(tf.tensor1d(Float32Array.from(fitted.bias)));
        });
      },
    },
  ]);
  return {
    ...method,
    variables: { ...method.variables, clock: phases.clock },
    readableAfter: updates,
    update: phases.update,
    dispose() {
      method.dispose();
      phases.clock.dispose();
    },
  };
}
