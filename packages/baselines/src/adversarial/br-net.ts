import {
  type Batch,
  defineMethod,
  type Factor,
  MimmxError,
  meanLoss,
  option,
  shapedNetwork,
  shapeOf,
  space,
  supervised,
} from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { networkSchema } from '../network.ts';
import { requireClasses, requireConfounders } from '../requirements.ts';
import { adversarialLoss, adversaryOptions, createAdversary, opponent } from './adversary.ts';
import { squaredCorrelation } from './squared-correlation.ts';

const schema = networkSchema.extend({
  lambda: option(z.number().nonnegative(), {
    default: 1,
    description: 'Weight of the squared correlation that the encoder lowers.',
    space: space.logUniform(0.1, 31.62),
  }),
  controls: option(z.union([z.number().int().nonnegative(), z.literal('all')]), {
    default: 0,
    description:
      'Class of y on whose rows the correlation is taken, so that y’s own tie to z is left; or all rows.',
    space: space.choice(0, 'all'),
  }),
  ...adversaryOptions,
});

/** Columns that stand for a confounder: its classes but the first as 0 and 1, or its value. */
const columnsOf = (factor: Factor, labels: tf.Tensor1D): tf.Tensor1D[] =>
  factor.kind === 'categorical'
    ? Array.from({ length: factor.classes - 1 }, (_, c) =>
        tf.cast(tf.equal(labels, tf.scalar(c + 1, 'int32')), 'float32'),
      )
    : [labels];

/**
 * Bias-resilient network (Adeli et al., WACV 2021, equations 1 to 4): an adversary predicts each confounder from f_y so
 * that its squared correlation with the truth is as high as it can be, and the encoder lowers that correlation, on the
 * rows of a control group.
 */
export const brNet = defineMethod({
  name: 'br-net',
  summary: 'Lowers the squared correlation of each confounder with what an adversary makes of f_y.',
  source: 'Adeli et al., WACV 2021, equations 1 to 4',
  needs: { train: ['y', 'z'] },
  options: schema,
  create(context, options) {
    const { task, random } = context;
    requireConfounders('br-net', task);
    if (options.controls !== 'all') {
      const { classes, name } = requireClasses('br-net with a class of controls', task);
      if (options.controls >= classes) {
        throw new MimmxError(
          'E_OPTION',
          `br-net: controls is ${options.controls}, and "${name}" has classes 0 to ${classes - 1}. Name one of them, or "all".`,
        );
      }
    }
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    const [width] = network.slices.widths;
    const adversaries = task.z.map((factor) =>
      createAdversary(
        width!,
        factor.kind === 'categorical' ? factor.classes - 1 : 1,
        options.adversaryHidden,
        random,
      ),
    );
    const player = opponent(
      context,
      adversaries.flatMap(({ variables }) => variables),
      options,
    );
    /** Minus the mean squared correlation over the confounders: what the adversary lowers. */
    const loss = (features: tf.Tensor2D, { y, z, known }: Batch): tf.Scalar => {
      const terms = task.z.map((factor, i) => {
        const rows =
          options.controls === 'all'
            ? known[i]!
            : tf.mul(known[i]!, tf.cast(tf.equal(y, tf.scalar(options.controls, 'int32')), 'float32'));
        const predicted = adversaries[i]!.apply(features);
        const columns = columnsOf(factor, z[i]!).map((truth, k) =>
          squaredCorrelation(
            tf.squeeze(tf.slice(predicted, [0, k], [-1, 1]), [1]),
            truth,
            rows as tf.Tensor1D,
          ),
        );
        return tf.div(tf.addN(columns), columns.length);
      });
      return tf.neg(tf.div(tf.addN(terms), terms.length)) as tf.Scalar;
    };

    return supervised(context, network, {
      sampling: options.sampling ?? 'uniform',
      objective({ batch, encode, losses, log }) {
        const encoded = encode();
        const features = network.features(encoded, 0, true);
        const adversary = adversarialLoss(player, features, options, options.lambda, (seen) =>
          loss(seen, batch),
        );
        log('correlation', tf.neg(adversary) as tf.Scalar);
        return tf.add(meanLoss(losses(encoded, 0).losses), adversary) as tf.Scalar;
      },
      players: { adversary: player },
      settings: { ...shape, lambda: options.lambda, controls: options.controls },
    });
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    'br-net': z.input<typeof schema>;
  }
}
