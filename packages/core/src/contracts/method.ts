import type { StandardSchemaV1 } from '@standard-schema/spec';
import type * as tf from '@tensorflow/tfjs';
import type { Random } from '../tensor/random.ts';
import type { Backend } from './backend.ts';
import type { Balancer, BalancerContext } from './balancer.ts';
import type { BatchSource, Sampling } from './batch.ts';
import {
  CONTRACT_VERSION,
  type Completed,
  type Declares,
  type Definition,
  type Draft,
} from './definition.ts';
import type { Encoder } from './encoder.ts';
import type { Estimator, EstimatorDefinition, VariableForm } from './estimator.ts';
import type { Task } from './factor.ts';
import type { Weighter, WeighterContext } from './weighter.ts';

/** Names and options of the methods, open for declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: open for declaration merging.
export interface MethodOptions {}

/** A plugin asked for by name, with options. */
export interface Choice {
  readonly name: string;
  readonly options?: Readonly<Record<string, unknown>>;
}

/** What a method may ask the registry for. */
export interface Workshop {
  encoder(width: number): Encoder;
  estimator(
    choice: Choice,
    x: VariableForm,
    y: VariableForm,
  ): { definition: EstimatorDefinition; estimator: Estimator };
  weighter(choice: Choice, context: Omit<WeighterContext, 'random'>): Weighter;
  balancer(
    choice: Choice,
    terms: (granularity: Balancer['granularity']) => BalancerContext['terms'],
  ): Balancer;
}

/** The budget and the optimiser that every method of a run shares. */
export interface OptimiserSettings {
  readonly learningRate: number;
  /** Decoupled weight decay (AdamW). */
  readonly weightDecay: number;
  readonly batchSize: number;
  /** Number of encoder updates of the whole run. */
  readonly updates: number;
  /** The learning rate over these updates: the same throughout, or falling to zero along half a cosine. */
  readonly schedule: 'constant' | 'cosine';
}

export interface MethodContext {
  readonly task: Task;
  readonly inputShape: readonly number[];
  readonly optimiser: OptimiserSettings;
  readonly backend: Pick<Backend, 'compile'>;
  readonly workshop: Workshop;
  readonly random: Random;
}

/** Named numbers of one update. Losses in nats; `mi.<name>` in nats. */
export type Metrics = Readonly<Record<string, number>>;

/** A way to train. Every method of a run gets the same encoder, data and number of updates. */
export interface Method {
  readonly sampling: Sampling;
  /** Which training set it may see: the confounded one, or (oracle only) a balanced one of equal size. */
  readonly trainsOn: 'confounded' | 'balanced';
  /** One update of the encoder, with whatever steps of its helpers belong to it. Takes as many batches as it needs. */
  update(batches: BatchSource): Promise<Metrics>;
  /** Probabilities of y, [batch, classes]. The caller disposes. */
  predict(x: tf.Tensor): Promise<tf.Tensor2D>;
  /** f_y, [batch, width]. The caller disposes. */
  features(x: tf.Tensor): Promise<tf.Tensor2D>;
  /** Predictions of each z from its own slice by the heads trained with the encoder, if the method has such heads. */
  predictConfounders?(x: tf.Tensor): Promise<tf.Tensor2D[]>;
  /** The heads of confounder i applied to f_y, for the switched-head test: [batch, classes] each. */
  switchedHeads?(x: tf.Tensor): Promise<tf.Tensor2D[]>;
  /** Everything needed to continue as if never stopped, by stable name: weights, optimiser slots, averages. */
  readonly variables: Readonly<Record<string, tf.Variable>>;
  /** Settings worth showing in the record (estimator, weights, scale), already resolved. */
  readonly settings: Readonly<Record<string, unknown>>;
  dispose(): void;
}

export interface MethodDefinition<Name extends string = string, Options = unknown>
  extends Definition<'method', Name, MethodContext, Options, Method> {
  /** Whether training needs the confounders' labels. */
  readonly needsConfounders: boolean;
}

/** Declares a training method. */
export function defineMethod<const Name extends string, Schema extends StandardSchemaV1>(
  draft: Draft<MethodDefinition<Name, Completed<Schema>>> & Declares<Schema>,
): MethodDefinition<Name, Completed<Schema>> & Declares<Schema> {
  return { kind: 'method', contract: CONTRACT_VERSION, ...draft };
}
