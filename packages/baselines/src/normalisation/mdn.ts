import {
  type Batch,
  batchAccuracy,
  crossEntropies,
  defineMethod,
  MimmxError,
  option,
  shapedNetwork,
  shapeOf,
  shapeSchema,
  space,
  supervised,
} from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { requireClasses, requireConfounders } from '../requirements.ts';
import { createMetadata } from './metadata.ts';

const schema = shapeSchema.extend({
  momentum: option(z.number().gt(0).max(1), {
    default: 0.1,
    description: 'Share of a batch’s coefficients in the average that predictions use.',
    space: space.logUniform(0.01, 0.5),
  }),
});

/**
 * Metadata normalisation (Lu et al., CVPR 2021, equations 3 to 5): features are regressed on y and the confounders, and what
 * the confounders explain is taken out, by the batch's coefficients in training and by their average in prediction, where
 * the confounders must be known, too.
 */
export const mdn = defineMethod({
  name: 'mdn',
  summary: 'Takes out of f_y what the confounders explain linearly beside y; needs them at prediction.',
  source: 'Lu et al., CVPR 2021, equations 3 to 5',
  needs: { train: ['y', 'z'], predict: ['z'] },
  options: schema,
  create(context, options) {
    const { task } = context;
    requireConfounders('mdn', task);
    const { classes } = requireClasses('mdn', task);
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    const width = network.slices.widths[0]!;
    const set = context.data.set('train');
    const metadata = createMetadata(set, task, classes);
    const { kept, removed } = metadata;
    // Rows of the inverse that give the confounders' coefficients.
    const rows = tf.tensor2d(Float32Array.from(metadata.inverse.subarray(kept * (kept + removed))), [
      removed,
      kept + removed,
    ]);
    const average = tf.tidy(() => tf.variable(tf.zeros([removed, width]), false)) as tf.Variable<tf.Rank.R2>;
    // What the average of so many batches' ones would be: the average starts at nothing.
    const filled = tf.tidy(() => tf.variable(tf.scalar(0), false));

    const withBatch = (features: tf.Tensor2D, batch: Batch): tf.Tensor2D => {
      const confounders = metadata.remove(batch);
      const x = tf.concat([metadata.keep(batch), confounders], 1) as tf.Tensor2D;
      const moments = tf.div(tf.matMul(x, features, true), features.shape[0]) as tf.Tensor2D;
      const coefficients = tf.matMul(rows, moments);
      average.assign(
        tf.add(tf.mul(average, 1 - options.momentum), tf.mul(coefficients, options.momentum)) as tf.Tensor2D,
      );
      filled.assign(tf.add(tf.mul(filled, 1 - options.momentum), options.momentum) as tf.Scalar);
      return tf.sub(features, tf.matMul(confounders, coefficients)) as tf.Tensor2D;
    };

    const method = supervised(context, network, {
      // The set's moments are those of a batch only if every row is drawn equally often.
      sampling: 'uniform',
      set,
      objective({ batch, encode, log }) {
        const logits = network.logits(withBatch(network.features(encode(), 0, true), batch), 0);
        const loss = tf.mean(crossEntropies(logits, batch.y)) as tf.Scalar;
        log(`loss.${task.y.name}`, loss);
        log('accuracy', batchAccuracy(logits, batch.y));
        return loss;
      },
      state: { coefficients: [average, filled] },
      settings: { ...shape, momentum: options.momentum },
    });

    return {
      ...method,
      read(x, confounders) {
        if (!confounders) {
          throw new MimmxError(
            'E_NEED',
            `mdn: predicting needs the confounders (${task.z.map(({ name }) => name).join(', ')}) of every image, and none were given. Pass them to read, or use a method that needs none.`,
          );
        }
        const raw = network.features(network.encode(x, false), 0, false);
        const now = tf.div(average, tf.maximum(filled, 1e-6)) as tf.Tensor2D;
        const features = tf.sub(raw, tf.matMul(metadata.remove(confounders), now)) as tf.Tensor2D;
        return { prediction: tf.softmax(network.logits(features, 0)) as tf.Tensor2D, features };
      },
      dispose() {
        method.dispose();
        rows.dispose();
      },
    };
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    mdn: z.input<typeof schema>;
  }
}
