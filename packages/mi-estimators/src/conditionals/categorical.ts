import * as tf from '@mimmx/core/tf';
import { createMlp } from '../networks/index.ts';
import { encode, widthOf } from '../pairs/index.ts';
import type { Conditional, ConditionalShape } from './conditional.ts';

/** A softmax classifier q(y | x) of a discrete y. Its parameters are log q(c | xᵢ), [...lead, batch, classes]. */
export function createCategorical({ context, options, lead }: ConditionalShape): Conditional<tf.Tensor> {
  const { x: formX, y: formY, random } = context;
  const { hidden, activation } = options;
  const widths = [widthOf(formX), ...hidden, widthOf(formY)];
  const logits = createMlp({ widths, activation, lead, random });
  return {
    variables: logits.variables,
    parameters: (x) => tf.logSoftmax(logits.apply(encode(formX, x)), -1),
    logDensity: (log, y) => tf.sum(tf.mul(log, encode(formY, y)), -1),
    logTable: (log, y) => tf.matMul(encode(formY, y), log, false, true),
  };
}
