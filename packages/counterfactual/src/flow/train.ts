import { type Backend, option, options, Random, validate } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { createAverages } from '../image-model/averages.ts';
import { type ImageTable, type MinibatchSettings, minibatches, toTensor } from '../image-model/images.ts';
import type { ParentEncoding } from '../image-model/parent-encoding.ts';
import { stableStep } from '../image-model/stable-step.ts';
import type { ImageTraining } from '../image-model/training.ts';
import { updateAt } from '../update-at.ts';
import { couple, groupByParents } from './coupling.ts';
import type { Flow } from './flow.ts';

export const flowTrainingSchema = options({
  updates: option(z.int().positive(), { description: 'Planned updates.' }),
  batchSize: option(z.int().positive(), { default: 64, description: 'Images of one update.' }),
  learningRate: option(z.number().positive(), { default: 2e-3, description: 'At the start.' }),
  weightDecay: option(z.number().nonnegative(), {
    default: 0,
    description: 'Decoupled weight decay (AdamW).',
  }),
  dropout: option(z.number().min(0).max(1), {
    default: 0.15,
    description: 'Share of rows that learn the field without parents.',
  }),
  coupling: option(z.enum(['within-parents', 'independent']), {
    default: 'within-parents',
    description: 'Noise for each image: by optimal transport within equal parents, or any.',
  }),
  average: option(z.number().min(0).max(1), {
    default: 0.995,
    description: 'Decay of the averaged weights.',
  }),
});

export interface FlowTrainingContext extends Pick<MinibatchSettings, 'weights' | 'augment'> {
  readonly flow: Flow;
  readonly table: ImageTable;
  readonly encoding: ParentEncoding;
  readonly backend: Pick<Backend, 'compile'>;
  readonly random: Random;
}

/**
 * Training by flow matching: least |v(x_t, t) − (x₁ − x₀)|² with x_t = (1 − t) x₀ + t x₁ (Lipman et al., ICLR 2023), all
 * parents left out together in some rows.
 */
export function trainFlow(
  context: FlowTrainingContext,
  options: z.input<typeof flowTrainingSchema>,
): ImageTraining {
  const { flow, table, encoding, backend, random } = context;
  const settings = validate(flowTrainingSchema, options, 'Training of a flow');
  const { batchSize, updates } = settings;
  const next = minibatches(table, { ...context, batchSize });
  const seed = random.seed();
  const size = table.shape.reduce((a, b) => a * b, 1);
  const weights = Object.values(flow.variables);
  const optimiser = stableStep({
    variables: weights,
    learningRate: settings.learningRate,
    weightDecay: settings.weightDecay,
    cosineOver: updates,
  });
  const averages = createAverages(flow.variables, settings.average);
  const done = tf.tidy(() => tf.variable(tf.scalar(0), false)) as tf.Variable<tf.Rank.R0>;

  const step = backend.compile(
    (noise: tf.Tensor, x: tf.Tensor, t: tf.Tensor, parents: tf.Tensor, present: tf.Tensor) => {
      const report: Record<string, tf.Scalar> = {};
      const { grads } = tf.variableGrads(() => {
        const way = x.sub(noise);
        const at = noise.add(way.mul(t.reshape([batchSize, 1, 1, 1]))) as tf.Tensor4D;
        const v = flow.velocity(at, t as tf.Tensor1D, parents as tf.Tensor2D, present as tf.Tensor2D);
        report.loss = tf.keep(tf.mean(tf.square(v.sub(way))) as tf.Scalar);
        return report.loss;
      }, weights);
      Object.assign(report, optimiser.apply(weights.map(({ name }) => grads[name] ?? null)));
      averages.update(done);
      done.assign(done.add(1));
      return report;
    },
  );

  const state = {
    ...Object.fromEntries(Object.entries(averages.variables).map(([name, one]) => [`average.${name}`, one])),
    ...Object.fromEntries(Object.entries(optimiser.state).map(([name, one]) => [`training.${name}`, one])),
    'training.step': done,
  };
  return {
    variables: {
      ...Object.fromEntries(Object.entries(flow.variables).map(([name, one]) => [`flow.${name}`, one])),
      ...state,
    },
    settings,
    update: updateAt(done, [step], (at) => {
      const { pixels, attributes } = next(at);
      const draws = new Random((seed ^ 0x7f4a7c15) + at);
      const drawn = Float32Array.from({ length: pixels.length }, () => draws.normal());
      const noise = new Float32Array(pixels.length);
      const groups =
        settings.coupling === 'within-parents'
          ? groupByParents(attributes, encoding.attributes)
          : Array.from({ length: batchSize }, (_, row) => [row]);
      for (const [row, partner] of couple(drawn, pixels, size, groups).entries())
        noise.set(drawn.subarray(partner * size, (partner + 1) * size), row * size);
      const width = flow.names.length;
      const present = new Float32Array(batchSize * width);
      for (let row = 0; row < batchSize; row++)
        present.fill(draws.uniform() < settings.dropout ? 0 : 1, row * width, (row + 1) * width);
      return [
        toTensor(noise, table.shape),
        toTensor(pixels, table.shape),
        tf.tensor1d(Float32Array.from({ length: batchSize }, () => draws.uniform())),
        tf.tensor2d(encoding.encode(attributes), [batchSize, encoding.width]),
        tf.tensor2d(present, [batchSize, width]),
      ];
    }),
    swapAverages: () => averages.swap(),
    dispose() {
      for (const variable of Object.values(state)) variable.dispose();
    },
  };
}
