import { defineEstimator, option, options, type Samples, space } from '@mimmx/core';
import { z } from 'zod';
import { checkPair } from './check.ts';
import { columnDeviations } from './prepare.ts';

const schema = options({
  bandwidth: option(z.number().min(0), {
    default: 0,
    description:
      'Of the Gaussian kernel, in standard deviations; 0 for Scott’s n^(−1/(d + 4)), d the columns of both.',
    space: space.logUniform(0.05, 1),
  }),
});

export type KdeOptions = z.input<typeof schema>;
type Settings = z.output<typeof schema>;

/**
 * Mean of log p(x, y) / (p(x) p(y)) with Gaussian kernel densities that leave the row itself out (Moon, Rajagopalan &
 * Lall, Phys. Rev. E 52, 1995). The same bandwidth serves the three densities, so that its bias partly cancels. For one
 * or two columns a side. x, y: [rows, d]; nats.
 */
export const kde = defineEstimator({
  name: 'kde',
  summary: 'Plug-in estimate from leave-one-out kernel densities.',
  source: 'Moon et al., Phys. Rev. E 52, 1995',
  bound: 'none',
  accepts: { x: ['continuous'], y: ['continuous'] },
  differentiable: false,
  unit: 'nats',
  options: schema,
  create: (_context, given: Settings) => ({
    form: 'sample',
    measure(x, y) {
      checkPair('kde', x, y);
      const n = x.rows;
      const h = given.bandwidth || n ** (-1 / (x.columns + y.columns + 4));
      const left = scaled(x, h);
      const right = scaled(y, h);
      const densityX = new Float64Array(n);
      const densityY = new Float64Array(n);
      const densityXY = new Float64Array(n);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < i; j++) {
          const kx = Math.exp(-squaredDistance(left, x.columns, i, j) / 2);
          const ky = Math.exp(-squaredDistance(right, y.columns, i, j) / 2);
          densityX[i]! += kx;
          densityX[j]! += kx;
          densityY[i]! += ky;
          densityY[j]! += ky;
          densityXY[i]! += kx * ky;
          densityXY[j]! += kx * ky;
        }
      }
      // The kernels' constants cancel; n − 1 stays once. A row with no neighbour in reach says nothing.
      let sum = 0;
      let counted = 0;
      for (let i = 0; i < n; i++) {
        if (densityXY[i]! <= 0) continue;
        sum += Math.log(((n - 1) * densityXY[i]!) / (densityX[i]! * densityY[i]!));
        counted++;
      }
      return counted === 0 ? 0 : sum / counted;
    },
  }),
});

/** The samples in bandwidths, [rows, columns]. */
function scaled(samples: Samples, h: number): Float64Array {
  const deviations = columnDeviations(samples);
  return Float64Array.from(samples.values, (v, i) => v / (deviations[i % samples.columns]! * h));
}

function squaredDistance(points: Float64Array, columns: number, i: number, j: number): number {
  let sum = 0;
  for (let c = 0; c < columns; c++) sum += (points[i * columns + c]! - points[j * columns + c]!) ** 2;
  return sum;
}
