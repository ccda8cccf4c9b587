import { option, options } from '@mimmx/core';
import { z } from 'zod';
import type { CategoricalAttribute } from '../attributes.ts';
import { defineMechanism } from '../mechanism.ts';

const schema = options({
  pseudoCount: option(z.number().nonnegative(), {
    default: 0,
    description: 'Rows added to every class before frequencies are counted.',
  }),
});

/**
 * A class with no parents, by its frequency. Its noise is the class itself, so that abduction is the identity.
 *
 * Source: every published model of this kind; kept as "empirical" roots by De Sousa Ribeiro et al., ICML 2023.
 */
export const categorical = defineMechanism({
  name: 'categorical',
  summary: 'A class without parents, by its frequency; no training.',
  source: 'De Sousa Ribeiro et al., ICML 2023',
  options: schema,
  makes: ['categorical'],
  stands: ['root'],
  create({ attribute }, { pseudoCount }) {
    const classes = (attribute as CategoricalAttribute).labels.length;
    const frequencies = new Float64Array(classes).fill(1 / classes);
    return {
      noiseWidth: 1,
      fit(values) {
        frequencies.fill(pseudoCount);
        for (const value of values) frequencies[value]! += 1;
        const total = frequencies.reduce((a, b) => a + b, 0);
        for (let k = 0; k < classes; k++) frequencies[k]! /= total;
      },
      logProbability: (values) => values.map((value) => Math.log(frequencies[value]!)),
      abduct: (values) => values.slice(),
      sampleNoise(rows, random) {
        return Float64Array.from({ length: rows }, () => {
          let left = random.uniform();
          const k = frequencies.findIndex((share) => {
            left -= share;
            return left < 0;
          });
          return k < 0 ? classes - 1 : k;
        });
      },
      predict: (noise) => noise.slice(),
      state: { frequencies },
      restore: (state) => frequencies.set(state.frequencies!),
    };
  },
});

export type CategoricalOptions = z.input<typeof options>;
