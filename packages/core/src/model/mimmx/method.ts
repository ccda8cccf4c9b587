import * as tf from '@tensorflow/tfjs';
import type { z } from 'zod';
import {
  type Batch,
  defineMethod,
  disposeBatch,
  type Method,
  type MethodContext,
} from '../../contracts/index.ts';
import { MimmxError } from '../../errors.ts';
import { createOptimiser, detach } from '../../tensor/index.ts';
import { readMetrics } from '../metrics.ts';
import { readNetwork } from '../read-network.ts';
import { shapedNetwork } from '../shape.ts';
import { nameVariables } from '../supervised.ts';
import { createObjective, termNames } from './objective.ts';
import { type MimmxInput, type MimmxSettings, mimmxSchema } from './options.ts';
import { createSchedule } from './schedule.ts';
import { createGroupWeights, createStrata } from './strata.ts';
import { createMiTerm } from './terms.ts';

/**
 * MIMM-X: an encoder split into f_y, f_z1 … f_zN, whose heads learn their factors while the mutual information
 * between f_y and the confounders is driven down. Estimators and encoder take turns.
 *
 * Published: the split, MINE, the alternation, attention over confounders, gradient-norm scaling (Fay et al., FAIMI
 * 2025; its equations are not public, so forms follow its predecessors: Fay et al., 2023; Stuttgart thesis, 2024).
 * Ours: the bottleneck on f_y, the expectation within y or under equal groups, and the terms against labels.
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
  const { task, backend, parts, optimiser, data } = context;
  const settings: MimmxSettings = { ...options, lambda: options.lambda ?? task.z.length / 4 };
  if (task.z.length === 0) {
    throw new MimmxError(
      'E_NO_CONFOUNDERS',
      'mimm-x: the task names no confounder. Add at least one under data.task.z, or use "erm".',
    );
  }
  if (settings.expectation === 'within-y' && settings.sampling === 'uniform') {
    throw new MimmxError(
      'E_OPTION',
      'mimm-x: expectation "within-y" needs batches with every class of y. Set sampling to "stratified", "group-balanced" or "overlap".',
    );
  }
  if (settings.replay > 0 && settings.freshBatches) {
    throw new MimmxError(
      'E_OPTION',
      'mimm-x: replay keeps the features of encoder updates, and freshBatches trains estimators on other ones. Choose one.',
    );
  }
  const { network, shape } = shapedNetwork(context, settings, 'all');
  const strata = createStrata(task, settings.expectation === 'within-y');
  const groupWeights =
    settings.expectation === 'reweighted' ? createGroupWeights(task, settings.maxWeight) : null;
  const mi = createMiTerm(settings, network.slices.widths, strata, context);
  const balancer = parts.balancer(settings.balancer, (granularity) => termNames(context, granularity));
  const objective = createObjective(network, mi, balancer, settings, context);

  const descending = [...network.encoderVariables, ...network.headVariables, ...mi.encoderVariables];
  const encoderOptimiser = createOptimiser(optimiser, descending);
  const schedule = createSchedule(network, mi, settings, context);

  const estimatorStep = backend.compile((batch: Batch) =>
    schedule.step(network.encode(batch.x, true), batch, groupWeights?.weigh(batch).weights),
  );

  const encoderStep = backend.compile((batch: Batch) => {
    const log: Record<string, tf.Scalar> = {};
    const weighed = groupWeights?.weigh(batch);
    if (weighed) log['weights.effective'] = tf.keep(weighed.effective);
    let others: readonly (tf.Tensor | null)[] = [];
    const { grads } = tf.engine().gradients(
      () => {
        const encoded = network.encode(batch.x, true);
        if (schedule.needed && !settings.freshBatches) {
          log['loss.estimator'] = tf.keep(detach(schedule.steps(encoded, batch, weighed?.weights)));
        }
        const descent = objective(encoded, batch, weighed?.weights);
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

  const batches = data.batches(data.set('train'), settings.sampling);
  return {
    settings: { ...settings, ...shape },
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
    }),
    async update() {
      await schedule.tick();
      if (schedule.needed && settings.freshBatches) {
        for (let k = 0; k < settings.estimatorSteps; k++) {
          const fresh = await batches.next();
          (await estimatorStep(fresh)).dispose();
          disposeBatch(fresh);
        }
      }
      const batch = await batches.next();
      const metrics = await encoderStep(batch);
      disposeBatch(batch);
      return readMetrics(metrics);
    },
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
