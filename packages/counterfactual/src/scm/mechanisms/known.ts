import { MimmxError, option, options, type Random } from '@mimmx/core';
import { z } from 'zod';
import type { Attributes } from '../attributes.ts';
import { defineMechanism } from '../mechanism.ts';

/** The parents' values of one row. */
export type ParentValues = Readonly<Record<string, number>>;

const fn = <F>() => z.custom<F>((value) => typeof value === 'function', 'must be a function');

const schema = options({
  predict: option(fn<(noise: number, parents: ParentValues) => number>(), {
    description: 'The value from one number of noise and the parents.',
  }),
  abduct: option(fn<(value: number, parents: ParentValues, random: Random) => number>(), {
    description: 'The noise that gives this value.',
  }),
  noise: option(fn<(random: Random) => number>(), {
    absent: 'standard normal',
    description: 'Noise from its prior.',
  }),
  logProbability: option(fn<(value: number, parents: ParentValues) => number>(), {
    absent: 'none',
    description: 'ln p(value | parents), for those who ask for it.',
  }),
});

/**
 * Any attribute whose mechanism is known: a renderer's rule, a scanner's setting. Nothing is learned.
 *
 * @example
 * // i = 64 + 191·σ(½u + 2t − 5), the intensity of Morpho-MNIST
 * const logit = (p: number) => Math.log(p / (1 - p));
 * const intensity = { name: 'known', options: {
 *   predict: (u, { t }) => 64 + 191 / (1 + Math.exp(-(0.5 * u + 2 * t - 5))),
 *   abduct: (i, { t }) => 2 * (logit((i - 64) / 191) - 2 * t + 5),
 * } };
 */
export const known = defineMechanism({
  name: 'known',
  summary: 'An attribute with a mechanism of your own: two functions, nothing learned.',
  source: 'ours',
  options: schema,
  makes: ['categorical', 'continuous'],
  stands: ['root', 'child'],
  create({ attribute, parents }, { predict, abduct, noise, logProbability }) {
    const row = (columns: Attributes, i: number): ParentValues =>
      Object.fromEntries(parents.map(({ name }) => [name, columns[name]![i]!]));
    return {
      noiseWidth: 1,
      fit() {},
      logProbability(values, columns) {
        if (!logProbability) {
          throw new MimmxError(
            'E_OPTION',
            `mechanism "known" of "${attribute.name}" has no logProbability. Give it one to compare likelihoods.`,
          );
        }
        return values.map((value, i) => logProbability(value, row(columns, i)));
      },
      abduct: (values, columns, random) => values.map((value, i) => abduct(value, row(columns, i), random)),
      sampleNoise: (rows, random) =>
        Float64Array.from({ length: rows }, () => (noise ? noise(random) : random.normal())),
      predict: (values, columns) => values.map((u, i) => predict(u, row(columns, i))),
      state: {},
      restore() {},
    };
  },
});

export type KnownOptions = z.input<typeof options>;
