import type { Definition, Draft, Random } from '@mimmx/core';
import { mechanismKind } from '../kinds.ts';
import type { Attribute, Attributes } from './attributes.ts';

/** Names and options of the mechanisms, open for declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: open for declaration merging.
export interface MechanismOptions {}

export interface MechanismContext {
  readonly attribute: Attribute;
  readonly parents: readonly Attribute[];
  /** For initial weights and the order of training. */
  readonly random: Random;
}

/**
 * How one attribute comes from its parents and its own noise: value = f(parents, noise) (Pearl, 2009, ch. 7). All in
 * float64 on the host. `parents` holds a column of each parent; no value is missing.
 */
export interface Mechanism {
  /** Numbers of noise per row. */
  readonly noiseWidth: number;
  /** Learns from complete rows. */
  fit(values: Float64Array, parents: Attributes): void;
  /** ln p(value | parents) in nats (density for continuous attributes), [rows]. */
  logProbability(values: Float64Array, parents: Attributes): Float64Array;
  /** Noise that gives exactly these values, [rows × noiseWidth]: the posterior's sample where it is not unique. */
  abduct(values: Float64Array, parents: Attributes, random: Random): Float64Array;
  /** Noise from its prior, [rows × noiseWidth]. */
  sampleNoise(rows: number, random: Random): Float64Array;
  /** Values from noise and parents, [rows]. */
  predict(noise: Float64Array, parents: Attributes): Float64Array;
  /** What was learned, by stable name. */
  readonly state: Readonly<Record<string, Float64Array>>;
  /** Puts back what {@link Mechanism.state} gave. */
  restore(state: Readonly<Record<string, Float64Array>>): void;
}

export interface MechanismDefinition<Name extends string = string, Options = unknown>
  extends Definition<'mechanism', Name, MechanismContext, Options, Mechanism> {
  /** Which kind of attribute it makes. */
  readonly makes: readonly Attribute['kind'][];
  /** Whether it may stand at a root, and below parents. */
  readonly stands: readonly ('root' | 'child')[];
}

/** A mechanism of any options, for lists of them. */
// biome-ignore lint/suspicious/noExplicitAny: a list of definitions is heterogeneous; options are checked on use.
export type AnyMechanism = MechanismDefinition<string, any>;

/**
 * Declares a mechanism plugin.
 *
 * @example
 * export const mine = defineMechanism({ name: 'mine', summary: '…', makes: ['continuous'], stands: ['root'], … });
 */
export function defineMechanism<const Name extends string, Options>(
  draft: Draft<MechanismDefinition<Name, Options>>,
): MechanismDefinition<Name, Options> {
  return { kind: 'mechanism', contract: mechanismKind.contract, ...draft };
}

declare module '@mimmx/core' {
  interface Kinds {
    mechanism: {
      context: MechanismContext;
      product: Mechanism;
      definition: MechanismDefinition;
      options: Record<string, unknown>;
    };
  }
}
