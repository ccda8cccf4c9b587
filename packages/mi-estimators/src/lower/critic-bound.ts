import {
  type Bound,
  type Declares,
  defineEstimator,
  type EstimatorContext,
  options,
  type VariableForm,
} from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import type { z } from 'zod';
import { type Critic, critics } from '../critics/index.ts';
import type { Lead } from '../networks/index.ts';
import { type CriticInput, type CriticOptions, criticOptions } from '../options.ts';
import {
  allPairs,
  classPairs,
  encode,
  permuted,
  requirePermutations,
  type Scores,
  widthOf,
} from '../pairs/index.ts';
import { type StackableDefinition, type StackedEstimator, single } from '../stack.ts';

/** A bound as a function of the critic's scores. */
export interface Objective {
  /** Trained with the critic (a baseline network). */
  readonly variables?: readonly tf.Variable[];
  /** Moving averages. */
  readonly state?: readonly tf.Variable[];
  /** [...lead]; to be minimised. */
  loss(scores: Scores): tf.Tensor;
  /** [...lead], in nats. */
  estimate(scores: Scores): tf.Tensor;
}

/** What an objective may build on. */
export interface ObjectiveParts<Options> {
  readonly options: Options & CriticOptions;
  readonly context: EstimatorContext;
  readonly lead: Lead;
  /** Width of `Scores.rows`. */
  readonly rowWidth: number;
}

/** What sets one bound with a critic apart from the others. */
export interface CriticBound<Name extends string, Shape extends z.ZodRawShape> {
  readonly name: Name;
  readonly summary: string;
  readonly source: string;
  readonly bound?: Bound;
  /** Options of this bound alone. */
  readonly options: Shape;
  objective(parts: ObjectiveParts<z.output<z.ZodObject<Shape>>>): Objective;
}

/** Declares an estimator that trains a critic. */
export function defineCriticBound<const Name extends string, Shape extends z.ZodRawShape>(
  draft: CriticBound<Name, Shape>,
) {
  type Options = z.output<z.ZodObject<Shape>> & CriticOptions;
  type Input = z.input<z.ZodObject<Shape>> & CriticInput;
  const { objective, name, summary, source, bound = 'lower' } = draft;
  const schema = options({ ...criticOptions, ...draft.options });

  const stack = (context: EstimatorContext, given: Options, lead: Lead): StackedEstimator => {
    const { rows, columns, swapped } = roles(context.x, context.y);
    if (context.rows !== undefined && columns.kind === 'continuous' && given.marginals === 'permuted')
      requirePermutations(context.rows, given.permutations);
    const critic = critics[given.critic]({
      ...given,
      x: widthOf(rows),
      y: widthOf(columns),
      lead,
      random: context.random,
    });
    const bound = objective({ options: given, context, lead, rowWidth: widthOf(rows) });
    const score = (x: tf.Tensor, y: tf.Tensor, weights?: tf.Tensor): Scores => {
      const [a, b] = swapped ? [y, x] : [x, y];
      return scoresOf(critic, encode(rows, a), encode(columns, b), columns, weights, given, context);
    };
    return {
      variables: [...critic.variables, ...(bound.variables ?? [])],
      state: bound.state ?? [],
      loss: (x, y, weights) => tf.tidy(() => bound.loss(score(x, y, weights))),
      estimate: (x, y, weights) => tf.tidy(() => bound.estimate(score(x, y, weights))),
    };
  };

  const definition = defineEstimator({
    name,
    summary,
    source,
    bound,
    accepts: { x: ['continuous', 'discrete'], y: ['continuous', 'discrete'] },
    differentiable: true,
    unit: 'nats',
    options: schema as unknown as z.ZodType<Options, Input>,
    create: (context, given: Options) => single(stack(context, given, [])),
  });
  const stackable: StackableDefinition<Name, Options> & Declares<z.ZodType<Options, Input>> = {
    ...definition,
    stack,
  };
  return stackable;
}

/** The rows are x and the columns y, unless only x is discrete: then the classes make the columns. */
function roles(x: VariableForm, y: VariableForm) {
  const swapped = x.kind === 'discrete' && y.kind === 'continuous';
  return swapped ? { rows: y, columns: x, swapped } : { rows: x, columns: y, swapped };
}

function scoresOf(
  critic: Critic,
  x: tf.Tensor,
  y: tf.Tensor,
  columns: VariableForm,
  weights: tf.Tensor | undefined,
  options: CriticOptions,
  context: EstimatorContext,
): Scores {
  if (columns.kind === 'discrete') return classPairs(critic, x, y, weights);
  if (options.marginals === 'all-pairs') return allPairs(critic, x, y, weights, options.blockRows);
  return permuted(critic, x, y, weights, options.permutations, context.random);
}
