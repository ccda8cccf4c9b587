import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { Random } from '../tensor/random.ts';
import type * as tf from '../tf/index.ts';
import { CONTRACTS, type Completed, type Declares, type Definition, type Draft } from './definition.ts';

/** Names and options of the encoders, open for declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: open for declaration merging.
export interface EncoderOptions {}

export interface EncoderContext {
  /** Shape of one image: [height, width, channels] or [depth, height, width, channels]. */
  readonly inputShape: readonly number[];
  /** Width of the feature vector, D. */
  readonly width: number;
  /**
   * How many of the features are f_y's, the first ones; those behind them are the confounders'. All of them if absent. An
   * encoder whose features go through ReLU should spare the confounders' few: of those that are 0 for every image none
   * ever learns.
   */
  readonly primaryWidth?: number;
  /** Seeds of the initial weights come from here: `random.seed()`. */
  readonly random: Random;
  /** Folder that paths in the options start from: the config's. */
  readonly root?: string;
  /** Whether its weights are put in place afterwards, as of a model that is opened again: then no file is read. */
  readonly restored?: boolean;
}

/** Maps [batch, …inputShape] to [batch, width]. Any `tf.LayersModel` of that form will do. */
export type Encoder = tf.LayersModel;

export interface EncoderDefinition<Name extends string = string, Options = unknown>
  extends Definition<'encoder', Name, EncoderContext, Options, Encoder> {}

/** Declares an encoder plugin. */
export function defineEncoder<const Name extends string, Schema extends StandardSchemaV1>(
  draft: Draft<EncoderDefinition<Name, Completed<Schema>>> & Declares<Schema>,
): EncoderDefinition<Name, Completed<Schema>> & Declares<Schema> {
  return { kind: 'encoder', contract: CONTRACTS.encoder, ...draft };
}
