import * as tf from '@mimmx/core/tf';
import { createMlp } from '../networks/index.ts';
import type { CriticOptions } from '../options.ts';
import type { ObjectiveParts } from './critic-bound.ts';

/** log a(x), a learned guess at the row's own E exp T: [...lead, batch, width] → [...lead, batch]. */
export function createBaseline(
  parts: Pick<ObjectiveParts<CriticOptions>, 'options' | 'context' | 'lead' | 'rowWidth'>,
) {
  const { options, context, lead, rowWidth } = parts;
  const network = createMlp({
    widths: [rowWidth, ...options.hidden, 1],
    activation: options.activation,
    lead,
    random: context.random,
  });
  return {
    variables: network.variables,
    log: (rows: tf.Tensor) => tf.squeeze(network.apply(rows), [rows.rank - 1]),
  };
}
