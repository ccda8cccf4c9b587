import type { Batch, MethodContext } from '../../contracts/index.ts';
import { adam } from '../../tensor/adam.ts';
import { detach, type Optimiser } from '../../tensor/index.ts';
import * as tf from '../../tf/index.ts';
import type { Network } from '../network.ts';
import type { MiTerm } from './mi-term.ts';
import { createReplay } from './replay.ts';
import type { MimmxSettings } from './settings.ts';

/** When and on what the estimators learn. */
export interface EstimatorSchedule {
  /** The optimiser's slots. */
  readonly optimiserState: readonly tf.Variable[];
  /** Replayed features and the clock of restarts. */
  readonly state: readonly tf.Variable[];
  /** Whether there is anything to train; closed forms (HSIC, distance correlation) have nothing. */
  readonly needed: boolean;
  /** One step on a batch's features, [batch, slices]. Gives the loss before it. */
  step(encoded: tf.Tensor2D, batch: Batch, weights?: tf.Tensor1D): tf.Scalar;
  /**
   * All steps of an encoder update on its batch's features and, in every second step, on replayed ones. Gives the loss
   * before the last.
   */
  steps(encoded: tf.Tensor2D, batch: Batch, weights?: tf.Tensor1D): tf.Scalar;
  /** Whether critics begin anew at times, for which the clock is read before every update. */
  readonly restarts: boolean;
  /** To be called before every encoder update: begins critics anew when it is time. */
  tick(): Promise<void>;
}

/** The schedule that the options ask for. */
export function createSchedule(
  network: Network,
  mi: MiTerm,
  settings: MimmxSettings,
  context: MethodContext,
): EstimatorSchedule {
  const { optimiser } = context;
  const needed = mi.estimatorVariables.length > 0;
  const own: Optimiser | null = needed
    ? adam({
        variables: mi.estimatorVariables,
        learningRate: settings.estimatorLearningRate ?? optimiser.learningRate,
        clipNorm: settings.estimatorClip,
      })
    : null;
  const replay =
    needed && settings.replay > 0
      ? createReplay(settings.replay, optimiser.batchSize, network.slices.total, context.task)
      : null;
  const clock = needed && settings.restartEvery > 0 ? tf.tidy(() => tf.variable(tf.scalar(0), false)) : null;

  const step = (encoded: tf.Tensor2D, batch: Batch, weights?: tf.Tensor1D): tf.Scalar => {
    if (!own) throw new Error('There is no estimator to train.');
    const slices = network.slices.widths.map((_, i) => detach(network.features(encoded, i, true)));
    return own.minimize(() => mi.estimatorLoss(slices, batch, weights));
  };

  return {
    optimiserState: own?.state ?? [],
    state: [...(replay?.state ?? []), ...(clock ? [clock] : [])],
    needed,
    restarts: clock !== null,
    step,
    steps(encoded, batch, weights) {
      const present = detach(encoded);
      let loss: tf.Scalar | undefined;
      for (let k = 0; k < settings.estimatorSteps; k++) {
        // The last step is always on the present features, which the encoder is about to change.
        const back = settings.estimatorSteps - 1 - k;
        const earlier =
          replay && back % 2 === 1 ? replay.recall((back - 1) / 2, { present, batch, weights }) : null;
        loss = earlier
          ? step(earlier.present, earlier.batch, earlier.weights)
          : step(present, batch, weights);
      }
      replay?.remember({ present, batch, weights });
      return loss as tf.Scalar;
    },
    async tick() {
      if (!clock || !own) return;
      const [updates = 0] = await clock.data();
      if (updates > 0 && updates % settings.restartEvery === 0) {
        mi.restart((updates / settings.restartEvery - 1) % settings.critics);
        own.reset();
      }
      tf.tidy(() => clock.assign(tf.scalar(updates + 1)));
    },
  };
}
