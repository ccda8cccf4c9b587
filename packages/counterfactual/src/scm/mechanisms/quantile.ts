import { option, options } from '@mimmx/core';
import { z } from 'zod';
import { defineMechanism } from '../mechanism.ts';
import { logNormal } from '../normal.ts';
import { normalScores } from '../normal-scores.ts';
import { type RationalSpline, splineAt, splineInverse } from '../rational-spline.ts';
import { normalNoise } from './normal-noise.ts';

const schema = options({
  knots: option(z.int().min(2), { default: 48, description: 'Quantiles that the curve passes through.' }),
});

const identity: RationalSpline = {
  x: Float64Array.of(-1, 1),
  y: Float64Array.of(-1, 1),
  slope: Float64Array.of(1, 1),
};

/**
 * A number with no parents, by its empirical distribution: u = Φ⁻¹(F(x)) along a monotone spline through its
 * quantiles. Nothing is trained.
 *
 * Source: ours, in place of the trained splines of the published models.
 */
export const quantile = defineMechanism({
  name: 'quantile',
  summary: 'A number without parents, by its quantiles; no training.',
  source: 'ours',
  options: schema,
  makes: ['continuous'],
  stands: ['root'],
  create({ attribute }, { knots }) {
    let curve = identity;
    return {
      noiseWidth: 1,
      fit(values) {
        curve = normalScores(values, knots, attribute.name);
      },
      logProbability: (values) =>
        values.map((x) => {
          const { value, logSlope } = splineAt(curve, x);
          return logNormal(value) + logSlope;
        }),
      abduct: (values) => values.map((x) => splineAt(curve, x).value),
      sampleNoise: normalNoise,
      predict: (noise) => noise.map((u) => splineInverse(curve, u)),
      get state() {
        return { ...curve };
      },
      restore({ x, y, slope }) {
        curve = { x: x!, y: y!, slope: slope! };
      },
    };
  },
});

export type QuantileOptions = z.input<typeof options>;
