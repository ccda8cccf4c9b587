import { defineMethod, option, shapedNetwork, shapeOf, space } from '@mimmx/core';
import { z } from 'zod';
import { type HeadRows, refitAfter } from '../head-fit/refit.ts';
import { scaled, scaleOf, unscaled } from '../head-fit/scale.ts';
import { fitSoftmax, type LinearHead } from '../head-fit/softmax-fit.ts';
import { networkSchema } from '../network.ts';
import { requireClasses } from '../requirements.ts';

const schema = networkSchema.extend({
  balance: option(z.enum(['class', 'none']), {
    default: 'class',
    description: 'Whether every class counts the same when the head is fitted, or every row.',
    space: space.choice('class', 'none'),
  }),
  l2: option(z.number().positive(), {
    default: 1e-3,
    description:
      'Weight of ½·‖w‖² on standardised features, without which separable classes have no best head.',
    space: space.logUniform(1e-5, 0.1),
  }),
});

/** The head of cRT: logistic regression on the features of all rows, every class counting the same. */
export function retrainedClassifier(
  { set, features, width }: HeadRows,
  classes: number,
  { balance, l2 }: Pick<z.output<typeof schema>, 'balance' | 'l2'>,
): LinearHead {
  const counts = new Float64Array(classes);
  for (const label of set.y) counts[label]!++;
  const weights = Float64Array.from(set.y, (label) => (balance === 'class' ? 1 / counts[label]! : 1));
  const scale = scaleOf(features, width);
  return unscaled(
    fitSoftmax({ features: scaled(features, scale), width, y: set.y, weights }, classes, { l2 }),
    scale,
  );
}

/**
 * Classifier retraining (Kang et al., ICLR 2020, section 4.1): features by empirical risk minimisation, then the last layer
 * from nothing with balanced classes. For rare classes; it knows nothing of confounders.
 */
export const crt = defineMethod({
  name: 'crt',
  summary: 'Learns y alone, then fits the last layer anew with every class counting the same.',
  source: 'Kang et al., ICLR 2020, section 4.1',
  needs: { train: ['y'] },
  options: schema,
  create(context, options) {
    const { classes } = requireClasses('crt', context.task);
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    const train = context.data.set('train');
    return refitAfter(context, network, {
      sampling: options.sampling ?? 'uniform',
      train,
      on: train,
      refit: (rows) => retrainedClassifier(rows, classes, options),
      settings: { ...shape, balance: options.balance, l2: options.l2 },
    });
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    crt: z.input<typeof schema>;
  }
}
