import {
  defineMethod,
  type MethodContext,
  type MethodDefinition,
  type Network,
  type SupervisedSettings,
  shapedNetwork,
  shapeOf,
  supervised,
} from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { membership } from '../../src/environments.ts';

/** The options of the reference at hand. */
export type Options = Readonly<Record<string, number>>;

/** A method with one mistake, under the name of the method that it should be. */
export interface Mutant {
  readonly of: string;
  readonly mistake: string;
  readonly definition: MethodDefinition;
}

/** A mutant that differs in its objective or in its draw. */
export const mutant = (
  of: string,
  mistake: string,
  make: (context: MethodContext, options: Options, network: Network) => Partial<SupervisedSettings>,
): Mutant => ({
  of,
  mistake,
  definition: defineMethod({
    name: of,
    summary: 'For the test.',
    needs: { train: ['y', 'z'] },
    options: z.looseObject({}) as unknown as z.ZodType<Options>,
    create(context, options) {
      const network = shapedNetwork(context, shapeOf(context, {}), 'none');
      return supervised(context, network, { sampling: 'uniform', ...make(context, options, network) });
    },
  }) as unknown as MethodDefinition,
});

/** The mean of all values. */
export const mean = (values: tf.Tensor) => tf.mean(values) as tf.Scalar;

/** Numbers as a tensor. */
export const vector = (values: ArrayLike<number>) => tf.tensor1d(Float32Array.from(values));

/** The value of each row's code, [batch]; 0 for a negative one. */
export const lookUp = (codes: tf.Tensor1D, values: ArrayLike<number>) =>
  tf.sum(tf.mul(membership(codes, values.length), vector(values)), 1) as tf.Tensor1D;
