import { options } from '@mimmx/core';
import type { z } from 'zod';
import type { CategoricalAttribute } from '../attributes.ts';
import { createConditional, trainingOptions } from '../conditional.ts';
import { gumbel, gumbelPosterior, logSumExp } from '../gumbel.ts';
import { defineMechanism } from '../mechanism.ts';

const schema = options(trainingOptions);

/**
 * A class below parents: argmax of logits(pa) + Gumbel noise, its noise abducted from the top down so that it gives the
 * observed class back and is Gumbel on average.
 *
 * Source: Oberst & Sontag, ICML 2019 (Gumbel-max counterfactuals); the posterior of the public code of attribute
 * amplification is another, see `gumbelPosterior`.
 */
export const softmax = defineMechanism({
  name: 'softmax',
  summary: 'A class below parents, by Gumbel-max with its exact posterior.',
  source: 'Oberst & Sontag, ICML 2019',
  options: schema,
  makes: ['categorical'],
  stands: ['root', 'child'],
  create({ attribute, parents, random }, settings) {
    const classes = (attribute as CategoricalAttribute).labels.length;
    const conditional = createConditional(parents, classes, settings, random);
    return {
      noiseWidth: classes,
      fit(values, columns) {
        conditional.fit(columns, values.length, (logits, rows, dy) => {
          for (let i = 0; i < rows.length; i++) {
            const total = logSumExp(logits, i * classes, classes);
            for (let k = 0; k < classes; k++)
              dy[i * classes + k] =
                Math.exp(logits[i * classes + k]! - total) - (values[rows[i]!] === k ? 1 : 0);
          }
        });
      },
      logProbability(values, columns) {
        const logits = conditional.outputs(columns, values.length);
        return values.map((k, i) => logits[i * classes + k]! - logSumExp(logits, i * classes, classes));
      },
      abduct(values, columns, draws) {
        const logits = conditional.outputs(columns, values.length);
        const noise = new Float64Array(values.length * classes);
        for (let i = 0; i < values.length; i++)
          gumbelPosterior(logits, values[i]!, i * classes, classes, draws, noise);
        return noise;
      },
      sampleNoise: (rows, draws) => Float64Array.from({ length: rows * classes }, () => gumbel(draws)),
      predict(noise, columns) {
        const rows = noise.length / classes;
        const logits = conditional.outputs(columns, rows);
        return Float64Array.from({ length: rows }, (_, i) => {
          let best = 0;
          for (let k = 1; k < classes; k++) {
            const at = i * classes;
            if (logits[at + k]! + noise[at + k]! > logits[at + best]! + noise[at + best]!) best = k;
          }
          return best;
        });
      },
      state: conditional.state,
      restore: conditional.restore,
    };
  },
});

export type SoftmaxOptions = z.input<typeof options>;
