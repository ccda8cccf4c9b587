import type * as tf from '@mimmx/core/tf';
import type { NetworkOptions } from '../options.ts';
import { createCategorical } from './categorical.ts';
import type { Conditional, ConditionalShape } from './conditional.ts';
import { createLocationScale, type LocationScale } from './location-scale.ts';

/** Parameters of q(y | x) for each row: log probabilities of the classes, or location and scale. */
export type ConditionalParameters = tf.Tensor | LocationScale;

export interface FormedConditionalShape extends ConditionalShape {
  readonly options: NetworkOptions & { readonly initialScale: number; readonly logVarianceLimit: number };
}

/** q(y | x) for the form of y: a softmax classifier of classes, a Gaussian of real columns. */
export const createConditional = (shape: FormedConditionalShape): Conditional<ConditionalParameters> =>
  shape.context.y.kind === 'discrete'
    ? (createCategorical(shape) as Conditional<ConditionalParameters>)
    : createLocationScale({ ...shape, limit: shape.options.logVarianceLimit });
