import {
  defineMethod,
  disposeBatch,
  type Method,
  MimmxError,
  option,
  Random,
  shapedNetwork,
  shapeOf,
  shapeSchema,
  space,
  supervised,
  type TrainingSet,
} from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { counterfactualOf } from './batches.ts';
import { gramOfDifferences, projectionOf } from './matching.ts';
import { generatorFor } from './open.ts';
import { generatorOptions, samplingOption } from './options.ts';

const schema = shapeSchema.extend({
  ...generatorOptions,
  primaryWidth: option(z.number().int().min(2), {
    default: 16,
    description: 'Width of f_y; what is removed is taken from it.',
  }),
  removed: option(z.number().int().positive(), {
    default: 1,
    description: 'r: leading directions of the differences that are taken out of f_y.',
    space: space.integer(1, 4),
  }),
  sampling: samplingOption,
});

/** Features that the head sees: f_y less its part along the removed directions. */
const projected = (features: tf.Tensor2D, directions: tf.Variable): tf.Tensor2D =>
  tf.matMul(features, directions as tf.Variable<tf.Rank.R2>);

/**
 * Noisy counterfactual matching in closed form: empirical risk minimisation; then D = f(x*) − f(x) over the training
 * images, with the confounders drawn anew, and the leading r right singular vectors of D are taken out of f_y. Its head
 * is kept, so that what is lost is what it read along them.
 *
 * Source: 2505.24843; the head is kept and not fitted again (ours), and the differences are those of a learned generator.
 */
export const cfMatching = defineMethod({
  name: 'cf-matching',
  summary: 'Learns y, then takes out of f_y the directions along which counterfactual images move it.',
  source: '2505.24843; head kept (ours)',
  needs: { train: ['y', 'z'] },
  options: schema,
  create(context, options): Method {
    const { removed, sampling, pixelNoise, generator, tuning, intervene, ...shape } = options;
    const { task, backend, data } = context;
    const own = shapeOf(context, shape);
    const width = own.primaryWidth;
    if (removed >= width) {
      throw new MimmxError(
        'E_OPTION',
        `cf-matching: option "removed" is ${removed}, and f_y has ${width} numbers. Remove fewer, or make primaryWidth larger.`,
      );
    }
    const network = shapedNetwork(context, own, 'none');
    const train: TrainingSet = data.set('train');
    const method = supervised(context, network, {
      sampling,
      set: train,
      settings: { ...own, removed, pixelNoise, generator },
    });
    const open = generatorFor({
      folder: generator,
      tuning,
      intervene,
      task,
      shape: context.inputShape,
      backend,
    });
    const [keep, clock] = tf.tidy(() => [
      tf.variable(tf.eye(width), false),
      tf.variable(tf.scalar(0), false),
    ]) as [tf.Variable, tf.Variable];
    const featuresOf = backend.compile((x: tf.Tensor) =>
      network.features(network.encode(x, false), 0, false),
    );
    const { updates } = context.optimiser;

    async function match(): Promise<void> {
      const seed = context.random.seed();
      const gram = new Float64Array(width * width);
      let batches = 0;
      for await (const batch of data.pass(train)) {
        const changed = await counterfactualOf(batch, {
          task,
          open,
          pixelNoise,
          share: 1,
          random: new Random(seed + batches++),
          form: 'replaced',
        });
        const [a, b] = [await featuresOf(batch.x), await featuresOf(changed.x)];
        gramOfDifferences(await a.data(), await b.data(), width, gram);
        tf.dispose([a, b]);
        disposeBatch(batch);
        disposeBatch(changed);
      }
      const matrix = projectionOf(gram, width, removed);
      tf.tidy(() => keep.assign(tf.tensor2d(Float32Array.from(matrix), [width, width])));
    }

    return {
      ...method,
      variables: { ...method.variables, 'matching.keep': keep, 'matching.clock': clock },
      readableAfter: updates,
      async update() {
        const [done = 0] = await clock.data();
        const metrics = await method.update();
        if (done + 1 === updates) await match();
        tf.tidy(() => clock.assign(tf.scalar(done + 1)));
        return metrics;
      },
      read(x) {
        const features = projected(network.features(network.encode(x, false), 0, false), keep);
        const output = network.logits(features, 0);
        return {
          prediction:
            task.y.kind === 'categorical'
              ? tf.softmax(output)
              : (output.mul(task.y.sd).add(task.y.mean) as tf.Tensor2D),
          features,
        };
      },
      dispose() {
        method.dispose();
        keep.dispose();
        clock.dispose();
      },
    };
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    'cf-matching': z.input<typeof schema>;
  }
}
