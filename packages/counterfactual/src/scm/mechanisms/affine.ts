import { option, options } from '@mimmx/core';
import { z } from 'zod';
import { createConditional, softClamp, trainingOptions } from '../conditional.ts';
import { defineMechanism } from '../mechanism.ts';
import { logNormal } from '../normal.ts';
import { normalScores } from '../normal-scores.ts';
import { type RationalSpline, splineAt, splineInverse } from '../rational-spline.ts';
import { normalNoise } from './normal-noise.ts';

const schema = options({
  ...trainingOptions,
  transform: option(z.enum(['quantile', 'linear']), {
    default: 'quantile',
    description:
      'What the value goes through first: its normal scores (`quantile`), or mean and spread alone (`linear`).',
  }),
  knots: option(z.int().min(2), { default: 48, description: 'Quantiles of the transform.' }),
});

/** ln s stays between these. */
const [LOW, HIGH] = [-5, 3];

/**
 * A number below parents: u = (g(x) − m(pa)) / s(pa), with g its root transform and m, ln s from a small network,
 * fitted by maximum likelihood.
 *
 * Source: conditional affine mechanism (Pawlowski et al., NeurIPS 2020, deep structural causal models); the transform
 * by normal scores is ours, in place of sigmoid and range.
 */
export const affine = defineMechanism({
  name: 'affine',
  summary: 'A number below parents, by location and scale after its normal scores.',
  source: 'Pawlowski et al., NeurIPS 2020; transform ours',
  options: schema,
  makes: ['continuous'],
  stands: ['root', 'child'],
  create({ attribute, parents, random }, settings) {
    const conditional = createConditional(parents, 2, settings, random);
    let curve: RationalSpline = {
      x: Float64Array.of(-1, 1),
      y: Float64Array.of(-1, 1),
      slope: Float64Array.of(1, 1),
    };
    return {
      noiseWidth: 1,
      fit(values, columns) {
        curve =
          settings.transform === 'quantile'
            ? normalScores(values, settings.knots, attribute.name)
            : standardising(values, attribute.name);
        const scores = values.map((x) => splineAt(curve, x).value);
        conditional.fit(columns, values.length, (outputs, rows, dy) => {
          for (let i = 0; i < rows.length; i++) {
            const { value: logScale, slope } = softClamp(outputs[2 * i + 1]!, LOW, HIGH);
            const u = (scores[rows[i]!]! - outputs[2 * i]!) * Math.exp(-logScale);
            // Of ½u² + ln s.
            dy[2 * i] = -u * Math.exp(-logScale);
            dy[2 * i + 1] = (1 - u * u) * slope;
          }
        });
      },
      logProbability(values, columns) {
        const outputs = conditional.outputs(columns, values.length);
        return values.map((x, i) => {
          const { value, logSlope } = splineAt(curve, x);
          const logScale = softClamp(outputs[2 * i + 1]!, LOW, HIGH).value;
          return logNormal((value - outputs[2 * i]!) * Math.exp(-logScale)) - logScale + logSlope;
        });
      },
      abduct(values, columns) {
        const outputs = conditional.outputs(columns, values.length);
        return values.map(
          (x, i) =>
            (splineAt(curve, x).value - outputs[2 * i]!) *
            Math.exp(-softClamp(outputs[2 * i + 1]!, LOW, HIGH).value),
        );
      },
      sampleNoise: normalNoise,
      predict(noise, columns) {
        const outputs = conditional.outputs(columns, noise.length);
        return noise.map((u, i) =>
          splineInverse(
            curve,
            outputs[2 * i]! + u * Math.exp(softClamp(outputs[2 * i + 1]!, LOW, HIGH).value),
          ),
        );
      },
      get state() {
        return { ...conditional.state, ...curve };
      },
      restore(state) {
        conditional.restore(state);
        curve = { x: state.x!, y: state.y!, slope: state.slope! };
      },
    };
  },
});

/** Mean 0 and standard deviation 1, as the straight line that a spline of two knots is. */
function standardising(values: Float64Array, owner: string): RationalSpline {
  normalScores(values, 2, owner);
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const sd = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length);
  return {
    x: Float64Array.of(mean - sd, mean + sd),
    y: Float64Array.of(-1, 1),
    slope: Float64Array.of(1 / sd, 1 / sd),
  };
}

export type AffineOptions = z.input<typeof options>;
