import type { z } from 'zod';
import {
  type Batch,
  defineMethod,
  disposeBatch,
  type Method,
  type MethodContext,
  type Metrics,
} from '../../contracts/index.ts';
import { MimmxError } from '../../errors.ts';
import { createOptimiser, detach } from '../../tensor/index.ts';
import * as tf from '../../tf/index.ts';
import { readNetwork } from '../read-network.ts';
import { shapedNetwork, shapeOf } from '../shape.ts';
import { nameVariables } from '../supervised.ts';
import { updateOn } from '../updates.ts';
import { createRateTerm } from './channel-rate.ts';
import { mixWithinY } from './mixture.ts';
import { cautions, missedBounds, unlearned } from './notes.ts';
import { createObjective, termNames } from './objective.ts';
import { type MimmxInput, mimmxSchema } from './options.ts';
import { resolveSettings } from './resolve-settings.ts';
import { createSchedule } from './schedule.ts';

import { createGroupWeights, createStrata } from './strata.ts';
import { createMiTerm } from './terms.ts';
import { createTermWeight } from './weight.ts';

/**
 * MIMM-X: an encoder split into f_y, f_z1 … f_zN, whose heads learn their factors while the mutual information
 * between f_y and the confounders is driven down. Estimators and encoder take turns.
 *
 * Published: the split, MINE, the alternation, attention over confounders, gradient-norm scaling (Fay et al., FAIMI
 * 2025; its equations are not public, so forms follow its predecessors: Fay et al., 2023; Stuttgart thesis, 2024).
 * From elsewhere: the multiplier of a bound (Platt & Barr, 1987), the conditional rate (Fischer, 2020), mixing within y
 * (Yao et al., 2022). Ours: the bottleneck on f_y, the expectation within y or under equal groups, the terms against
 * labels.
 */
export const mimmx = defineMethod({
  name: 'mimm-x',
  summary: 'Minimises mutual information between f_y and the confounders while both are learned.',
  source: 'Fay et al., FAIMI 2025; reconstruction and extensions ours',
  needs: { train: ['y', 'z'] },
  options: mimmxSchema,
  create,
});

function create(context: MethodContext, options: z.output<typeof mimmxSchema>): Method {
  const { task, backend, parts, optimiser, data, random } = context;
  if (task.z.length === 0) {
    throw new MimmxError(
      'E_NO_CONFOUNDERS',
      'mimm-x: the task names no confounder. Add at least one under data.task.z, or use "erm".',
    );
  }
  const shape = shapeOf(context, options);
  const train = data.set('train');
  const settings = resolveSettings(options, shape, { task, optimiser, train });
  const network = shapedNetwork(context, shape, 'all');
  const strata = createStrata(task, settings.expectation === 'within-y');
  const groupWeights =
    settings.expectation === 'reweighted' ? createGroupWeights(task, settings.maxWeight) : null;
  const mi = createMiTerm(settings, network.slices.widths, strata, context);
  const balancer = parts.balancer(settings.balancer, (granularity) => termNames(context, granularity));
  const weight = createTermWeight(settings, optimiser.updates);
  const rate = createRateTerm(settings, network.slices, strata);
  const objective = createObjective(network, mi, balancer, weight, rate, settings, context);

  const descending = [...network.encoderVariables, ...network.headVariables, ...mi.encoderVariables];
  const encoderOptimiser = createOptimiser(optimiser, descending);
  const schedule = createSchedule(network, mi, settings, context);

  const estimatorStep = backend.compile((batch: Batch) =>
    schedule.step(network.encode(batch.x, true), batch, groupWeights?.weigh(batch).weights),
  );

  const termOn = (encoded: tf.Tensor2D, batch: Batch, weights?: tf.Tensor1D): tf.Scalar => {
    const slices = network.slices.widths.map((_, i) => network.features(detach(encoded), i, true));
    return mi.value(slices, batch, weights).mi;
  };

  const encoderStep = backend.compile((batch: Batch) => {
    const log: Record<string, tf.Scalar> = {};
    const weighed = groupWeights?.weigh(batch);
    if (weighed) log['weights.effective'] = tf.keep(weighed.effective);
    let others: readonly (tf.Tensor | null)[] = [];
    const { grads } = tf.engine().gradients(
      () => {
        const mixed = settings.mix ? mixWithinY(batch, strata, random) : null;
        const encoded = network.encode(mixed?.batch.x ?? batch.x, true);
        // Before the estimators see this batch: what they say of what they have learned by heart is not a bound.
        const value = weight.needsValue ? detach(termOn(encoded, batch, weighed?.weights)) : null;
        if (schedule.needed && !settings.freshBatches) {
          log['loss.estimator'] = tf.keep(detach(schedule.steps(encoded, batch, weighed?.weights)));
        }
        const descent = objective(encoded, batch, { weights: weighed?.weights, value, mixed });
        Object.assign(log, descent.log);
        others = descent.others.map((gradient) => gradient && tf.keep(gradient));
        // Scales by norms on the parameters depend on the encoder, too; they are numbers here, not terms.
        return tf.sum(tf.mul(encoded, detach(descent.features))) as tf.Scalar;
      },
      [...network.encoderVariables],
      undefined,
      true,
    );
    encoderOptimiser.apply([...grads, ...others]);
    tf.dispose(others.filter((gradient) => gradient !== null));
    return log;
  });

  const batches = data.batches(train, settings.sampling);
  let last: Metrics = {};
  const update = updateOn(batches, encoderStep, (metrics) => {
    last = metrics;
  });
  const drawsAnew = schedule.needed && settings.freshBatches;
  const afterEstimators = async () => {
    await schedule.tick();
    for (let k = 0; drawsAnew && k < settings.estimatorSteps; k++) {
      const fresh = await batches.next();
      (await estimatorStep(fresh)).dispose();
      disposeBatch(fresh);
    }
    return update();
  };

  return {
    settings: { ...settings },
    get notes() {
      return [
        ...settings.notes,
        ...cautions(settings, parts),
        ...missedBounds(settings, last),
        ...unlearned(settings, task, last),
      ];
    },
    variables: nameVariables({
      encoder: network.encoderVariables,
      heads: network.headVariables,
      averages: network.state,
      weighter: mi.encoderVariables,
      estimators: mi.estimatorVariables,
      estimatorState: mi.state,
      balancer: balancer.state,
      groups: groupWeights?.state ?? [],
      optimiser: encoderOptimiser.state,
      estimatorOptimiser: schedule.optimiserState,
      schedule: schedule.state,
      bound: weight.state,
      rate: rate?.state ?? [],
    }),
    // Several updates go in one only where nothing is read or run between them.
    update: schedule.restarts || drawsAnew ? afterEstimators : update,
    ...readNetwork(network, task),
    dispose() {
      network.dispose();
      for (const variable of Object.values(this.variables)) if (!variable.isDisposed) variable.dispose();
    },
  };
}

declare module '@mimmx/core' {
  interface MethodOptions {
    'mimm-x': MimmxInput;
  }
}
