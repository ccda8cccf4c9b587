import {
  type Bound,
  type Declares,
  defineEstimator,
  type EstimatorContext,
  MimmxError,
  options,
  type VariableForm,
} from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import type { z } from 'zod';
import type { Lead } from '../networks/index.ts';
import { type NetworkInput, type NetworkOptions, networkOptions } from '../options.ts';
import { type Importance, importance } from '../pairs/index.ts';
import { type StackableDefinition, type StackedEstimator, single } from '../stack.ts';
import type { Conditional } from './conditional.ts';

/** A fitted density with the bound that is read from it. */
export interface Reading<P> {
  readonly q: Conditional<P>;
  /** Trained beside q (a marginal density). */
  readonly variables?: readonly tf.Variable[];
  /** Added to −E log q(y | x) in the loss. */
  regret?(y: tf.Tensor, importance: Importance): tf.Tensor;
  /** The bound, [...lead], from the parameters of q for each row. */
  read(parameters: P, y: tf.Tensor, importance: Importance, weights?: tf.Tensor): tf.Tensor;
}

/** What sets one estimator that fits q(y | x) apart from the others. */
export interface FittedBound<Name extends string, Shape extends z.ZodRawShape> {
  readonly name: Name;
  readonly summary: string;
  readonly source: string;
  readonly bound: Bound;
  readonly y: readonly VariableForm['kind'][];
  readonly unit?: 'nats' | 'index';
  /** Whether lowering it by moving x lowers the dependence; it does unless said. */
  readonly differentiable?: boolean;
  /** Options beside those of the networks. */
  readonly options: Shape;
  reading(shape: {
    readonly context: EstimatorContext;
    readonly options: z.output<z.ZodObject<Shape>> & NetworkOptions;
    readonly lead: Lead;
  }): AnyReading;
}

// biome-ignore lint/suspicious/noExplicitAny: the parameters stay between a reading and its own density.
type AnyReading = Reading<any>;

/**
 * Declares an estimator that fits q(y | x) by maximum likelihood and reads a bound from it.
 * Its `create` throws E_FORM if y is of a kind that q cannot be.
 */
export function defineFittedBound<const Name extends string, Shape extends z.ZodRawShape>(
  draft: FittedBound<Name, Shape>,
) {
  type Options = z.output<z.ZodObject<Shape>> & NetworkOptions;
  type Input = z.input<z.ZodObject<Shape>> & NetworkInput;
  const { reading, y, options: shape, ...said } = draft;
  const stack = (context: EstimatorContext, given: Options, lead: Lead): StackedEstimator => {
    if (!y.includes(context.y.kind)) {
      throw new MimmxError(
        'E_FORM',
        `${draft.name}: y must be ${y.join(' or ')}, it is ${context.y.kind}. Swap x and y, or take another estimator.`,
      );
    }
    const { q, variables = [], regret, read } = reading({ context, options: given, lead });
    return {
      variables: [...q.variables, ...variables],
      state: [],
      loss: (a, b, weights) =>
        tf.tidy(() => {
          const rows = importance(weights);
          const likelihood = rows.expect(q.logDensity(q.parameters(a), b));
          return regret ? tf.sub(regret(b, rows), likelihood) : tf.neg(likelihood);
        }),
      estimate: (a, b, weights) => tf.tidy(() => read(q.parameters(a), b, importance(weights), weights)),
    };
  };
  const definition = defineEstimator({
    unit: 'nats',
    differentiable: true,
    ...said,
    accepts: { x: ['continuous', 'discrete'], y },
    options: options({ ...networkOptions, ...shape }) as unknown as z.ZodType<Options, Input>,
    create: (context, given: Options) => single(stack(context, given, [])),
  });
  const stackable: StackableDefinition<Name, Options> & Declares<z.ZodType<Options, Input>> = {
    ...definition,
    stack,
  };
  return stackable;
}
