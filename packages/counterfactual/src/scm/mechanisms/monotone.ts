import { MimmxError, options } from '@mimmx/core';
import type { z } from 'zod';
import type { CategoricalAttribute } from '../attributes.ts';
import { createConditional, softplus, trainingOptions } from '../conditional.ts';
import { defineMechanism } from '../mechanism.ts';

const schema = options(trainingOptions);

const probability = (logit: number): number => 1 / (1 + Math.exp(-logit));

/**
 * A binary class below parents: 1 exactly if u < p(pa), u uniform. Its counterfactuals are monotone: what raises p never
 * turns a 1 into a 0, and the probability of a change is the least that the probabilities allow.
 *
 * Source: monotonicity of Pearl, 2009, § 9.2 (there an assumption that makes counterfactuals of binary variables
 * identifiable). Gumbel-max is monotone in this sense, too, for two classes.
 */
export const monotone = defineMechanism({
  name: 'monotone',
  summary: 'A binary class below parents, by one uniform number and a threshold.',
  source: 'Pearl, Causality, 2009, § 9.2',
  options: schema,
  makes: ['categorical'],
  stands: ['root', 'child'],
  create({ attribute, parents, random }, settings) {
    const { labels } = attribute as CategoricalAttribute;
    if (labels.length !== 2) {
      throw new MimmxError(
        'E_OPTION',
        `mechanism "monotone": "${attribute.name}" has ${labels.length} classes. Use "softmax" for more than two.`,
      );
    }
    const conditional = createConditional(parents, 1, settings, random);
    return {
      noiseWidth: 1,
      fit(values, columns) {
        conditional.fit(columns, values.length, (logits, rows, dy) => {
          for (let i = 0; i < rows.length; i++) dy[i] = probability(logits[i]!) - values[rows[i]!]!;
        });
      },
      logProbability(values, columns) {
        const logits = conditional.outputs(columns, values.length);
        return values.map((value, i) => -softplus(value === 1 ? -logits[i]! : logits[i]!));
      },
      abduct(values, columns, draws) {
        const logits = conditional.outputs(columns, values.length);
        return values.map((value, i) => {
          const p = probability(logits[i]!);
          const u = draws.uniform();
          return value === 1 ? u * p : p + u * (1 - p);
        });
      },
      sampleNoise: (rows, draws) => Float64Array.from({ length: rows }, () => draws.uniform()),
      predict(noise, columns) {
        const logits = conditional.outputs(columns, noise.length);
        return noise.map((u, i) => (u < probability(logits[i]!) ? 1 : 0));
      },
      state: conditional.state,
      restore: conditional.restore,
    };
  },
});

export type MonotoneOptions = z.input<typeof options>;
