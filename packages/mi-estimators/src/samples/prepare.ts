import { option, type Random, type Samples } from '@mimmx/core';
import { z } from 'zod';

/** Options of what is done to real-valued samples before neighbours are sought. */
export const prepareOptions = {
  standardise: option(z.boolean(), {
    default: true,
    description: 'Divide every column by its standard deviation, so that one norm fits all columns.',
  }),
  jitter: option(z.number().min(0), {
    default: 1e-10,
    description:
      'Noise added to every value, in standard deviations, so that no two rows are equal; 0 for none.',
  }),
};

export interface PrepareOptions {
  readonly standardise: boolean;
  readonly jitter: number;
}

/** Standard deviation of each column, [columns]. */
export function columnDeviations({ values, rows, columns }: Samples): Float64Array {
  const means = columnMeans({ values, rows, columns });
  const deviations = new Float64Array(columns);
  for (let i = 0; i < rows * columns; i++)
    deviations[i % columns]! += (values[i]! - means[i % columns]!) ** 2;
  return deviations.map((sum) => Math.sqrt(sum / rows));
}

/** Mean of each column, [columns]. */
export function columnMeans({ values, rows, columns }: Samples): Float64Array {
  const means = new Float64Array(columns);
  for (let i = 0; i < rows * columns; i++) means[i % columns]! += values[i]! / rows;
  return means;
}

/** The samples in float64, scaled and jittered as the options say, [rows, columns]. */
export function prepare(samples: Samples, options: PrepareOptions, random: Random): Float64Array {
  const { columns } = samples;
  const points = Float64Array.from(samples.values);
  const deviations = columnDeviations(samples);
  for (let i = 0; i < points.length; i++) {
    const deviation = deviations[i % columns]!;
    if (options.jitter > 0) points[i]! += options.jitter * deviation * random.normal();
    if (options.standardise) points[i]! /= deviation;
  }
  return points;
}
