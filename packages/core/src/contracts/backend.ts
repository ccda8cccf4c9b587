import type { StandardSchemaV1 } from '@standard-schema/spec';
import type * as tf from '../tf/index.ts';
import { CONTRACTS, type Completed, type Declares, type Definition, type Draft } from './definition.ts';

/** Names and options of the compute backends, open for declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: open for declaration merging.
export interface BackendOptions {}

/** What a compiled function takes and gives: tensors, alone or in arrays and records. */
export type TensorTree = tf.Tensor | readonly TensorTree[] | { readonly [name: string]: TensorTree };

/** A function of tensors. It reads and assigns variables, and never reads a value. */
export type TensorFunction<Inputs extends TensorTree[], Output extends TensorTree> = (
  ...inputs: Inputs
) => Output;

/** The same function, ready to be called often. The caller disposes of the output; the inputs stay alive. */
export interface CompiledFunction<Inputs extends TensorTree[], Output extends TensorTree> {
  (...inputs: Inputs): Promise<Output>;
  /**
   * Several calls in one go: outputs, variables and random numbers are to the bit those of calls one after another.
   * Absent where the backend gains nothing by it.
   */
  readonly series?: (calls: readonly Inputs[]) => Promise<Output[]>;
}

export interface Backend {
  /** Name of the TensorFlow.js backend that `setup` makes the current one. */
  readonly engine: string;
  /** True, or one sentence that says what is missing and how to get it. */
  available(): Promise<true | string>;
  /** Registers the backend and makes it the current one. */
  setup(): Promise<void>;
  /**
   * Prepares a function for many calls. Where the backend has no compiler this is `tf.tidy`.
   * Random numbers come from {@link Random}, which feeds a compiled function afresh at each call.
   */
  compile<Inputs extends TensorTree[], Output extends TensorTree>(
    fn: TensorFunction<Inputs, Output>,
  ): CompiledFunction<Inputs, Output>;
  /** Version, device and threads, for `mimmx doctor` and the run record. */
  describe(): Promise<Readonly<Record<string, string | number>>>;
  /** Sentences on how the backend works here and how fast, measured now: for `mimmx doctor`. */
  examine?(): Promise<readonly string[]>;
}

export interface BackendDefinition<Name extends string = string, Options = unknown>
  extends Definition<'backend', Name, Record<string, never>, Options, Backend> {}

/** Declares a compute backend. */
export function defineBackend<const Name extends string, Schema extends StandardSchemaV1>(
  draft: Draft<BackendDefinition<Name, Completed<Schema>>> & Declares<Schema>,
): BackendDefinition<Name, Completed<Schema>> & Declares<Schema> {
  return { kind: 'backend', contract: CONTRACTS.backend, ...draft };
}
