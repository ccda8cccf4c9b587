import { defineEstimator, option, options, type Samples, space } from '@mimmx/core';
import { z } from 'zod';
import { checkPair } from './check.ts';

const schema = options({
  bins: option(z.int().min(0), {
    default: 0,
    description: 'Bins of each continuous column; 0 for about five rows in each cell of the joint table.',
    space: space.choice(0, 4, 8, 16),
  }),
  edges: option(z.enum(['quantile', 'width']), {
    default: 'quantile',
    description: 'Bins of equal count or of equal width.',
    space: space.choice('quantile', 'width'),
  }),
  corrected: option(z.boolean(), {
    default: true,
    description: 'Miller and Madow’s correction, (cells − 1) / 2n for each of the three entropies.',
  }),
});

export type HistogramOptions = z.input<typeof schema>;
type Settings = z.output<typeof schema>;

/**
 * Plug-in mutual information of binned variables, H(X) + H(Y) − H(X, Y), with Miller and Madow's (1955) correction. For
 * two discrete variables it is exact up to sampling; for continuous ones it loses what the bins hide, and it needs
 * rows exponential in the number of columns. x, y: [rows, d] or classes [rows]; nats.
 */
export const histogram = defineEstimator({
  name: 'histogram',
  summary: 'Plug-in estimate from binned variables, exact for two discrete ones.',
  source: 'Miller 1955; Paninski, Neural Computation 15, 2003',
  bound: 'none',
  accepts: { x: ['continuous', 'discrete'], y: ['continuous', 'discrete'] },
  differentiable: false,
  unit: 'nats',
  options: schema,
  create: (_context, given: Settings) => ({
    form: 'sample',
    measure(x, y) {
      checkPair('histogram', x, y);
      const continuous = [x, y].filter((s) => s.classes === undefined).reduce((n, s) => n + s.columns, 0);
      const classes = (x.classes ?? 1) * (y.classes ?? 1);
      const fitting = Math.floor((x.rows / (5 * classes)) ** (1 / Math.max(continuous, 1)));
      const bins = given.bins || Math.max(fitting, 2);
      const left = cells(x, bins, given.edges);
      const right = cells(y, bins, given.edges);
      const both = left.map((cell, i) => `${cell}|${right[i]}`);
      const [hx, hy, hxy] = [left, right, both].map((codes) => entropy(codes, given.corrected));
      // The correction can carry a strong dependence beyond what either side can tell at all.
      return Math.min(hx! + hy! - hxy!, mostOf(left), mostOf(right));
    },
  }),
});

/** The entropy that so many cells have at most. */
const mostOf = (codes: readonly string[]): number => Math.log(new Set(codes).size);

/** The cell of each row, as text. */
function cells(samples: Samples, bins: number, edges: 'quantile' | 'width'): string[] {
  const { values, rows, columns } = samples;
  const names = Array.from({ length: rows }, () => '');
  for (let c = 0; c < columns; c++) {
    const column = Float64Array.from({ length: rows }, (_, i) => values[i * columns + c]!);
    const codes = samples.classes === undefined ? binned(column, bins, edges) : column;
    for (let i = 0; i < rows; i++) names[i] += `${codes[i]},`;
  }
  return names;
}

/** Bin of each value. Equal values share a bin. */
function binned(column: Float64Array, bins: number, edges: 'quantile' | 'width'): Float64Array {
  const sorted = column.slice().sort();
  const low = sorted[0]!;
  const high = sorted.at(-1)!;
  const cuts = Array.from({ length: bins - 1 }, (_, b) =>
    edges === 'width'
      ? low + ((high - low) * (b + 1)) / bins
      : sorted[Math.floor(((b + 1) * sorted.length) / bins)]!,
  );
  return column.map((value) => {
    let bin = 0;
    while (bin < cuts.length && value >= cuts[bin]!) bin++;
    return bin;
  });
}

function entropy(codes: readonly string[], corrected: boolean): number {
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  const n = codes.length;
  let sum = 0;
  for (const count of counts.values()) sum -= (count / n) * Math.log(count / n);
  return corrected ? sum + (counts.size - 1) / (2 * n) : sum;
}
