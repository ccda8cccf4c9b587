import { defineMethod, option, type Random, shapedNetwork, shapeOf, space } from '@mimmx/core';
import { z } from 'zod';
import { balancedDraw, requireEveryClass, rowsByGroup, worstGroupAccuracy } from '../head-fit/groups.ts';
import { type HeadRows, refitAfter } from '../head-fit/refit.ts';
import { scaled, scaleOf, unscaled } from '../head-fit/scale.ts';
import { fitSoftmax, type LinearHead } from '../head-fit/softmax-fit.ts';
import { networkSchema } from '../network.ts';
import { requireClasses, requireConfounders } from '../requirements.ts';

const schema = networkSchema.extend({
  heldOut: option(z.number().gt(0).lt(1), {
    default: 0.2,
    description: 'Share of the training patients that the encoder does not see and the head is fitted to.',
    space: space.uniform(0.1, 0.4),
  }),
  draws: option(z.number().int().positive(), {
    default: 20,
    description: 'Group-balanced draws whose heads are averaged.',
    space: space.choice(1, 10, 20),
  }),
  inversePenalties: option(z.array(z.number().positive()).min(1), {
    default: [1, 0.7, 0.3, 0.1, 0.07, 0.03, 0.01],
    description: 'Values of C to choose from: the weight of the summed loss against Σ|w|.',
  }),
});

type Options = z.output<typeof schema>;

/** Mean of heads of one shape. */
function average(heads: readonly LinearHead[]): LinearHead {
  const mean = (of: (head: LinearHead) => Float64Array) =>
    of(heads[0]!).map((_, i) => heads.reduce((sum, head) => sum + of(head)[i]!, 0) / heads.length);
  return { weight: mean(({ weight }) => weight), bias: mean(({ bias }) => bias) };
}

/**
 * The head of DFR: L1-penalised logistic regression on group-balanced draws of held-out rows, averaged; C is the one whose
 * head, fitted to one half of those rows, has the best worst group on the other.
 */
export function deepFeatureReweighting(
  { set, features, width }: HeadRows,
  classes: number,
  { draws, inversePenalties }: Pick<Options, 'draws' | 'inversePenalties'>,
  random: Random,
): LinearHead {
  requireEveryClass('dfr', set, rowsByGroup(set).flat(), classes);
  // One scale throughout: tuning and fitting see the same features.
  const scale = scaleOf(features, width);
  const x = scaled(features, scale);
  const fit = (rows: readonly number[], c: number): LinearHead => {
    const weights = new Float64Array(set.y.length);
    for (const row of rows) weights[row] = 1;
    return fitSoftmax({ features: x, width, y: set.y, weights }, classes, { l1: 1 / (c * rows.length) });
  };

  const order = random.permutation(set.y.length);
  const half = order.length >> 1;
  const tuning = balancedDraw(rowsByGroup(set, order.subarray(0, half)), random);
  const judging = rowsByGroup(set, order.subarray(half));
  let [best, top] = [inversePenalties[0]!, -1];
  for (const c of inversePenalties.length > 1 && tuning.length > 0 && judging.length > 0
    ? inversePenalties
    : []) {
    const accuracy = worstGroupAccuracy(judging, x, width, set.y, fit(tuning, c));
    if (accuracy > top) [best, top] = [c, accuracy];
  }
  const groups = rowsByGroup(set);
  return unscaled(
    average(Array.from({ length: draws }, () => fit(balancedDraw(groups, random), best))),
    scale,
  );
}

/**
 * Deep feature reweighting (Kirichenko et al., ICLR 2023, section 4): empirical risk minimisation, then the last layer anew
 * on group-balanced rows that the encoder has not seen.
 */
export const dfr = defineMethod({
  name: 'dfr',
  summary: 'Learns y alone, then fits the last layer to group-balanced rows that were held out.',
  source: 'Kirichenko et al., ICLR 2023, section 4',
  needs: { train: ['y'], fit: ['y', 'z'] },
  options: schema,
  create(context, options) {
    requireConfounders('dfr', context.task);
    const { classes } = requireClasses('dfr', context.task);
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    const { train, heldOut } = context.data.holdOut(options.heldOut);
    requireEveryClass('dfr', heldOut, rowsByGroup(heldOut).flat(), classes);
    return refitAfter(context, network, {
      sampling: options.sampling ?? 'uniform',
      train,
      on: heldOut,
      refit: (rows) => deepFeatureReweighting(rows, classes, options, context.random),
      settings: { ...shape, heldOut: options.heldOut, draws: options.draws },
    });
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    dfr: z.input<typeof schema>;
  }
}
