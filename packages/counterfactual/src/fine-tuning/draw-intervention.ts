import type { Random } from '@mimmx/core';
import type { Attribute, Attributes } from '../scm/attributes.ts';

/**
 * Where the values of an intervention come from.
 *
 * - `permuted`: the batch's own, in another order (as published in training). Some stay as they are.
 * - `marginal`: any training row's (as published in evaluation). Some stay as they are.
 * - `forced`: another class, any as likely; a number from another tenth of the training rows.
 * - `conditional`: that of a training row that agrees in the other attributes (classes equal, numbers in the same third),
 *   so that no combination is asked for that never was.
 */
export type InterventionSampling = 'permuted' | 'marginal' | 'forced' | 'conditional';

const TENTHS = 10;
const THIRDS = 3;
/** Rows looked at for one that agrees, before any will do. */
const TRIES = 200;

/** Draws new values of one attribute for a batch. @param training all training rows, complete */
export function createInterventionSampler(
  attributes: readonly Attribute[],
  training: Attributes,
): (name: string, batch: Attributes, sampling: InterventionSampling, random: Random) => Float64Array {
  const count = training[attributes[0]!.name]!.length;
  const quantiles = new Map(
    attributes
      .filter(({ kind }) => kind === 'continuous')
      .map(({ name }) => [name, training[name]!.slice().sort()] as const),
  );
  const part = (name: string, value: number, parts: number): number => {
    const sorted = quantiles.get(name)!;
    let place = 0;
    for (let k = 1; k < parts; k++) if (value >= sorted[Math.floor((k * count) / parts)]!) place = k;
    return place;
  };
  const anyOf = (name: string, random: Random) => training[name]![random.integer(count)]!;

  const forced = (attribute: Attribute, old: number, random: Random): number => {
    if (attribute.kind === 'categorical') {
      const other = random.integer(attribute.labels.length - 1);
      return other < old ? other : other + 1;
    }
    const tenth = part(attribute.name, old, TENTHS);
    let value = anyOf(attribute.name, random);
    for (let i = 0; i < TRIES && part(attribute.name, value, TENTHS) === tenth; i++)
      value = anyOf(attribute.name, random);
    return value;
  };
  const agreeing = (name: string, batch: Attributes, i: number, random: Random): number => {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const row = random.integer(count);
      const agrees = attributes.every((other) => {
        if (other.name === name) return true;
        const [a, b] = [batch[other.name]![i]!, training[other.name]![row]!];
        return other.kind === 'categorical'
          ? a === b
          : part(other.name, a, THIRDS) === part(other.name, b, THIRDS);
      });
      if (agrees) return training[name]![row]!;
    }
    return anyOf(name, random);
  };

  return (name, batch, sampling, random) => {
    const attribute = attributes.find((one) => one.name === name)!;
    const old = batch[name]!;
    if (sampling === 'permuted') return Float64Array.from(random.permutation(old.length), (i) => old[i]!);
    return old.map((value, i) => {
      if (sampling === 'marginal') return anyOf(name, random);
      return sampling === 'forced' ? forced(attribute, value, random) : agreeing(name, batch, i, random);
    });
  };
}
