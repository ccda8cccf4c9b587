import { MimmxError, option, options } from '@mimmx/core';
import { z } from 'zod';
import { createConditional, softClamp, trainingOptions } from '../conditional.ts';
import { defineMechanism } from '../mechanism.ts';
import { logNormal } from '../normal.ts';
import { splineAt, splineInverse } from '../rational-spline.ts';
import { normalNoise } from './normal-noise.ts';
import { splineGradient, splineOf, splineParameters } from './spline-parameters.ts';

const schema = options({
  ...trainingOptions,
  bins: option(z.int().min(2), { default: 8, description: 'Pieces of the curve.' }),
});

/** ln of the scale stays between these. */
const [LOW, HIGH] = [-5, 3];

/**
 * A number by a trained monotone curve, below parents or without: u = spline((x̃ − m(pa)) / s(pa); pa), with x̃ the
 * standardised value and every parameter from one small network, fitted by maximum likelihood.
 *
 * Source: neural spline flows (Durkan et al., NeurIPS 2019), with linear tails of learned slope, so that no value lies
 * outside; published models use linear-rational ones (Dolatabadi et al., 2020).
 */
export const spline = defineMechanism({
  name: 'spline',
  summary: 'A number by a trained monotone spline with linear tails, conditional on parents if it has any.',
  source: 'Durkan et al., NeurIPS 2019',
  options: schema,
  makes: ['continuous'],
  stands: ['root', 'child'],
  create({ attribute, parents, random }, settings) {
    const { bins } = settings;
    const width = 2 + splineParameters(bins);
    const conditional = createConditional(parents, width, settings, random);
    /** Mean and standard deviation of the value. */
    const moments = Float64Array.of(0, 1);
    const standard = (x: number) => (x - moments[0]!) / moments[1]!;
    const curveOf = (outputs: Float64Array, i: number) => ({
      location: outputs[i * width]!,
      logScale: softClamp(outputs[i * width + 1]!, LOW, HIGH).value,
      curve: splineOf(outputs, i * width + 2, bins),
    });
    return {
      noiseWidth: 1,
      fit(values, columns) {
        const mean = values.reduce((a, b) => a + b, 0) / values.length;
        const sd = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length);
        if (!(sd > 0)) {
          throw new MimmxError(
            'E_CONSTANT',
            `Attribute "${attribute.name}" is always ${mean}. Leave it out of the graph.`,
          );
        }
        moments.set([mean, sd]);
        conditional.fit(columns, values.length, (outputs, rows, dy) => {
          for (let i = 0; i < rows.length; i++) {
            const at = i * width;
            const { value: logScale, slope } = softClamp(outputs[at + 1]!, LOW, HIGH);
            const v = (standard(values[rows[i]!]!) - outputs[at]!) * Math.exp(-logScale);
            // Of ½u² − ln u′ + ln s; v depends on location and scale, the curve on the rest.
            const byV = splineGradient(outputs, at + 2, bins, v, dy);
            dy[at] = -byV * Math.exp(-logScale);
            dy[at + 1] = (1 - byV * v) * slope;
          }
        });
      },
      logProbability(values, columns) {
        const outputs = conditional.outputs(columns, values.length);
        return values.map((x, i) => {
          const { location, logScale, curve } = curveOf(outputs, i);
          const { value, logSlope } = splineAt(curve, (standard(x) - location) * Math.exp(-logScale));
          return logNormal(value) + logSlope - logScale - Math.log(moments[1]!);
        });
      },
      abduct(values, columns) {
        const outputs = conditional.outputs(columns, values.length);
        return values.map((x, i) => {
          const { location, logScale, curve } = curveOf(outputs, i);
          return splineAt(curve, (standard(x) - location) * Math.exp(-logScale)).value;
        });
      },
      sampleNoise: normalNoise,
      predict(noise, columns) {
        const outputs = conditional.outputs(columns, noise.length);
        return noise.map((u, i) => {
          const { location, logScale, curve } = curveOf(outputs, i);
          return moments[0]! + moments[1]! * (location + Math.exp(logScale) * splineInverse(curve, u));
        });
      },
      state: { ...conditional.state, moments },
      restore(state) {
        conditional.restore(state);
        moments.set(state.moments!);
      },
    };
  },
});

export type SplineOptions = z.input<typeof options>;
