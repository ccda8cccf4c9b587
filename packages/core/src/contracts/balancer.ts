import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { Random } from '../tensor/random.ts';
import type * as tf from '../tf/index.ts';
import { CONTRACTS, type Completed, type Declares, type Definition, type Draft } from './definition.ts';

/** Names and options of the balancers, open for declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: open for declaration merging.
export interface BalancerOptions {}

export interface BalancerContext {
  /** Names of the loss terms, in order. The last is always the MI term, `mi`. */
  readonly terms: readonly string[];
  readonly random: Random;
}

/** What a balancer may look at in one step. */
export interface BalancerInput {
  /** Value of each term, [terms]. */
  readonly losses: tf.Tensor1D;
  /** L2 norm of each term's gradient, [terms]. */
  readonly norms: tf.Tensor1D;
  /** Each term's gradient, flattened, [terms, parameters]. */
  readonly gradients: tf.Tensor2D;
}

/** Scales the terms of the loss, so that none drowns the others. Called once per encoder step; detached. */
export interface Balancer {
  /** Everything to be saved with a checkpoint: learned weights, first losses, moving averages. */
  readonly state: readonly tf.Variable[];
  /**
   * `grouped`: the terms are `task` (all cross-entropies) and `mi`. `each`: `y`, `z1` … `zN` and `mi`.
   */
  readonly granularity: 'grouped' | 'each';
  /** Scale of each term, [terms]; updates `state`. */
  scale(input: BalancerInput): tf.Tensor1D;
  /** Replaces Σ scaleᵢ·gᵢ by a combination of its own, [parameters] (PCGrad). */
  combine?(input: BalancerInput, scale: tf.Tensor1D): tf.Tensor1D;
}

export interface BalancerDefinition<Name extends string = string, Options = unknown>
  extends Definition<'balancer', Name, BalancerContext, Options, Balancer> {
  readonly granularity: Balancer['granularity'];
}

/** Declares a balancer plugin. */
export function defineBalancer<const Name extends string, Schema extends StandardSchemaV1>(
  draft: Draft<BalancerDefinition<Name, Completed<Schema>>> & Declares<Schema>,
): BalancerDefinition<Name, Completed<Schema>> & Declares<Schema> {
  return { kind: 'balancer', contract: CONTRACTS.balancer, ...draft };
}
