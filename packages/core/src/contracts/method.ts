import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { Random } from '../tensor/random.ts';
import type { SavedTensor } from '../tensor/snapshot.ts';
import type * as tf from '../tf/index.ts';
import type { Backend } from './backend.ts';
import type { Balancer, BalancerContext } from './balancer.ts';
import type { Batch } from './batch.ts';
import { CONTRACTS, type Completed, type Declares, type Definition, type Draft } from './definition.ts';
import type { Encoder } from './encoder.ts';
import type { Estimator, EstimatorDefinition, VariableForm } from './estimator.ts';
import type { Task } from './factor.ts';
import type { MethodData } from './method-data.ts';
import type { NetworkShape } from './network-shape.ts';
import type { Weighter, WeighterContext } from './weighter.ts';

/** Names and options of the methods, open for declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: open for declaration merging.
export interface MethodOptions {}

/** A plugin asked for by name, with options. */
export interface Choice {
  readonly name: string;
  readonly options?: Readonly<Record<string, unknown>>;
}

/** The parts that a method may ask the registry for. */
export interface Parts {
  /**
   * The run's encoder, or the one of `choice`. The first that a method asks for starts from the same weights as that
   * of every other method of the seed. `primaryWidth` is how many of its features are f_y's, if not all.
   */
  encoder(
    width: number,
    about?: { readonly choice?: Choice | undefined; readonly primaryWidth?: number | undefined },
  ): Encoder;
  estimator(
    choice: Choice,
    x: VariableForm,
    y: VariableForm,
    rows?: number,
  ): { definition: EstimatorDefinition; estimator: Estimator };
  weighter(choice: Choice, context: Omit<WeighterContext, 'random'>): Weighter;
  /** What the definition of a part cautions against, if anything. */
  caution(kind: 'estimator' | 'weighter' | 'balancer', name: string): string | undefined;
  balancer(
    choice: Choice,
    terms: (granularity: Balancer['granularity']) => BalancerContext['terms'],
  ): Balancer;
}

/** The budget and the optimiser that every method of a run shares. */
export interface OptimiserSettings {
  /** `adamw` if absent: see `createOptimiser`. */
  readonly optimiser?: 'adamw' | 'adam' | 'sgd';
  readonly learningRate: number;
  /** Weight decay: apart from the gradient with `adamw`, as a gradient of its own with the others. */
  readonly weightDecay: number;
  /** Of `sgd`; 0.9 if absent. */
  readonly momentum?: number;
  /** Nesterov's form of `sgd`; not if absent. */
  readonly nesterov?: boolean;
  readonly batchSize: number;
  /** Rows of a batch that pass through the encoder together, where all of them do not fit into memory. */
  readonly microBatch?: number;
  /** Number of encoder updates of the whole run. A method of several phases shares them out among its phases. */
  readonly updates: number;
  /**
   * The learning rate over these updates: the same throughout, falling to zero along half a cosine, or times
   * `decayFactor` at each of `decayAt`.
   */
  readonly schedule: 'constant' | 'cosine' | 'step';
  /** Of `step`: shares of `updates`; a third and two thirds if absent. */
  readonly decayAt?: readonly number[];
  /** Of `step`; 0.1 if absent. */
  readonly decayFactor?: number;
}

export interface MethodContext {
  readonly task: Task;
  readonly inputShape: readonly number[];
  readonly optimiser: OptimiserSettings;
  /** Widths and form of features and heads, the same for every method of the run unless its options differ. */
  readonly network: NetworkShape;
  readonly data: MethodData;
  readonly backend: Pick<Backend, 'compile'>;
  readonly parts: Parts;
  readonly random: Random;
  /** Weights of the trial that this one starts from, by variable name. The host has put those of equal name in place. */
  readonly start?: Readonly<Record<string, SavedTensor>>;
}

/** Named numbers of one update. Losses in nats; `mi.<name>` in nats. */
export type Metrics = Readonly<Record<string, number>>;

/** One update of the encoder, with whatever steps of its helpers belong to it. */
export interface Update {
  (): Promise<Metrics>;
  /**
   * That many updates in one go: numbers, variables and random state are to the bit those of as many single ones. Only
   * where nothing has to be looked at between them. A property of the function, so that a method that puts an update of
   * its own around it does not keep it by accident.
   */
  readonly series?: (count: number) => Promise<readonly Metrics[]>;
}

/** Something that is trained step by step. */
export interface Trainable {
  readonly update: Update;
  /** Everything needed to continue as if never stopped, by stable name: weights, optimiser slots, averages. */
  readonly variables: Readonly<Record<string, tf.Variable>>;
  /** Settings worth showing in the record (estimator, weights, scale), already resolved. */
  readonly settings: Readonly<Record<string, unknown>>;
  dispose(): void;
}

/** What a trained method says of images. */
export interface Reading {
  /** Probabilities of y, [batch, classes]; its value in its own unit, [batch, 1], if it is continuous. */
  readonly prediction: tf.Tensor2D;
  /** f_y, [batch, width]. */
  readonly features: tf.Tensor2D;
  /** The heads of each confounder applied to f_y, for the switched-head test: [batch, classes] each. */
  readonly switched?: readonly tf.Tensor2D[];
}

/** A way to train. Every method of a run gets the same encoder, data and number of updates. */
export interface Method extends Trainable {
  /**
   * Updates after which `read` first gives what the method is about: before, a phase learns something else, or the head
   * is not fitted yet. Looks at validation data that pick weights or stop early begin there; with the first if absent.
   */
  readonly readableAfter?: number;
  /**
   * What a reader of the results should know, in sentences, each with what to do: of the settings before the training, and
   * also of how it went (a bound that was missed) after it.
   */
  readonly notes?: readonly string[];
  /**
   * One pass of the encoder over images, as it is used after training. Static: no value is read, no variable assigned,
   * so that the host compiles it, exports it, and runs it elsewhere.
   *
   * @param confounders of the images; given exactly if `needs.predict` lists `z`
   */
  read(x: tf.Tensor, confounders?: Pick<Batch, 'z' | 'known'>): Reading;
}

/** A kind of label. */
export type Label = 'y' | 'z';

/** Which labels a method uses, and where. A run that lacks one is refused before training. */
export interface Needs {
  /** Of the training rows. */
  readonly train?: readonly Label[];
  /** Of held-out rows that a second stage is fitted to. */
  readonly fit?: readonly Label[];
  /** Of the rows to be predicted. */
  readonly predict?: readonly Label[];
  /** Sets besides `train` that it asks for. */
  readonly sets?: readonly ('validation' | 'balanced')[];
}

export interface MethodDefinition<Name extends string = string, Options = unknown>
  extends Definition<'method', Name, MethodContext, Options, Method> {
  readonly needs: Needs;
}

/** Declares a training method. */
export function defineMethod<const Name extends string, Schema extends StandardSchemaV1>(
  draft: Draft<MethodDefinition<Name, Completed<Schema>>> & Declares<Schema>,
): MethodDefinition<Name, Completed<Schema>> & Declares<Schema> {
  return { kind: 'method', contract: CONTRACTS.method, ...draft };
}
