import { defineMethod, option, shapedNetwork, shapeOf, space } from '@mimmx/core';
import { z } from 'zod';
import { type HeadRows, refitAfter } from '../head-fit/refit.ts';
import { headLoss, type LinearHead } from '../head-fit/softmax-fit.ts';
import { networkSchema } from '../network.ts';
import { requireClasses } from '../requirements.ts';

const schema = networkSchema.extend({
  heldOut: option(z.number().gt(0).lt(1), {
    default: 0.2,
    description: 'Share of the training patients that the encoder does not see and the head is fitted to.',
    space: space.uniform(0.1, 0.4),
  }),
  gamma: option(z.number().nonnegative(), {
    default: 10,
    description: 'How much more a row counts the less its class is believed: exp(−γ·p).',
    space: space.uniform(1, 20),
  }),
  lambda: option(z.number().nonnegative(), {
    default: 0,
    description: 'Weight of ½·‖w − w₁‖², w₁ of the first stage.',
    space: space.logUniform(1e-4, 1),
  }),
  steps: option(z.number().int().positive(), {
    default: 500,
    description: 'Steps of full-batch gradient descent.',
    space: space.choice(500, 1000),
  }),
  headLearningRate: option(z.number().positive(), {
    default: 0.01,
    description: 'Of these steps; gradients are clipped to length 1.',
    space: space.choice(0.01, 0.02),
  }),
});

type Options = z.output<typeof schema>;

/** Weights of the rows, equation 3: exp(−γ·p_y) over how many rows the class has, adding up to 1. */
export function afrWeights({ features, width, head, set: { y } }: HeadRows, gamma: number): Float64Array {
  const classes = head.bias.length;
  const counts = new Float64Array(classes);
  for (const label of y) counts[label]!++;
  const one = Float64Array.from([1]);
  const raw = Float64Array.from(y, (label, row) => {
    const own = features.subarray(row * width, (row + 1) * width);
    const loss = headLoss({ features: own, width, y: Int32Array.from([label]), weights: one }, head);
    return Math.exp(-gamma * Math.exp(-loss)) / counts[label]!;
  });
  const sum = raw.reduce((a, b) => a + b, 0);
  return raw.map((weight) => weight / sum);
}

/** The head of AFR: gradient descent from the first stage's, on its weighted loss. */
export function automaticFeatureReweighting(
  rows: HeadRows,
  {
    gamma,
    lambda,
    steps,
    headLearningRate,
  }: Pick<Options, 'gamma' | 'lambda' | 'steps' | 'headLearningRate'>,
): LinearHead {
  const { features, width, head, set } = rows;
  const fitted = { features, width, y: set.y, weights: afrWeights(rows, gamma) };
  const gradient = { weight: new Float64Array(head.weight.length), bias: new Float64Array(head.bias.length) };
  let now: LinearHead = head;
  for (let step = 0; step < steps; step++) {
    headLoss(fitted, now, gradient);
    const pulled = (slope: Float64Array, at: Float64Array, from: Float64Array) =>
      slope.map((g, i) => g + lambda * (at[i]! - from[i]!));
    const weight = pulled(gradient.weight, now.weight, head.weight);
    const bias = pulled(gradient.bias, now.bias, head.bias);
    const norm = Math.sqrt([...weight, ...bias].reduce((sum, g) => sum + g * g, 0));
    const rate = headLearningRate / Math.max(norm, 1);
    now = {
      weight: now.weight.map((w, i) => w - rate * weight[i]!),
      bias: now.bias.map((b, i) => b - rate * bias[i]!),
    };
  }
  return now;
}

/**
 * Automatic feature reweighting (Qiu et al., ICML 2023, equations 2 and 3): empirical risk minimisation, then the last layer
 * on rows that were held out, those counting most that the first stage believes least. No confounder is used.
 */
export const afr = defineMethod({
  name: 'afr',
  summary: 'Learns y alone, then fits the last layer to held-out rows, most to those it believed least.',
  source: 'Qiu et al., ICML 2023, equations 2 and 3',
  needs: { train: ['y'], fit: ['y'] },
  options: schema,
  create(context, options) {
    requireClasses('afr', context.task);
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    const { train, heldOut } = context.data.holdOut(options.heldOut);
    return refitAfter(context, network, {
      sampling: options.sampling ?? 'uniform',
      train,
      on: heldOut,
      refit: (rows) => automaticFeatureReweighting(rows, options),
      settings: { ...shape, heldOut: options.heldOut, gamma: options.gamma, lambda: options.lambda },
    });
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    afr: z.input<typeof schema>;
  }
}
